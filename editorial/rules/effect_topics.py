"""What a claim of effect is about: a sentence that names none of this is none.

Words that the way to the clinic is told with as well ("stop", "turn", "light", "easier") are left
out on purpose.
"""

from __future__ import annotations

from editorial.rules.effect_features import words_of

_TREATMENT = """
    ketamine esketamine infusion infuse drip treatment treat therapy therapist medicine medication
    drug dose dosing series session course lozenge troche spray injection booster boost regimen
    protocol anesthetic antidepressant psychedelic nmda glutamate solution responder
"""
_ILLNESS = """
    migraine headache head pill pills tablet aura pain pains painful ache aches aching sore hurt
    hurts hurting burn burning depression depressed anxiety anxious ptsd trauma traumatic ocd
    symptom mood moods suicide suicidal fibromyalgia neuropathy neuropathic neuralgia crps
    nightmare flashback panic stress fatigue tired exhausted despair hopeless sad sadness worry
    worries flare flares agony misery suffer suffering grief craving addiction insomnia sleep
    sleeps slept asleep rumination ruminating fog numb numbness tension nerve nerves nervous
    condition illness disease disorder inflammation spasm attack crisis crises shingles obsession
    compulsion irritable anger fear dread terror shame guilt tears crying cry darkness heavy
    heaviness episode opioid painkiller rescue
"""
_LIFE = """
    people patient human life lives alive myself yourself himself herself themselves feel feels
    felt feeling joy happy happiness smile smiled laugh laughed hope hopeful hopes energy
    motivation motivated focus concentrate clarity clear clearer cleared appetite function
    functional patience calm calmer calms peace peaceful serenity restful relax relaxed confidence
    independence wellness mind minds brain soul spirit outlook strength stronger resilience wake
    wakes woke marriage hug grandchildren hobbies
"""
_BETTER = """
    better best improve improved improves relief relieve relieves relieved ease eases eased easing
    lift lifts lifted lifting fade fades faded reduce reduces reduction decrease diminish lessen
    lower lowers fewer less milder heal heals healed healing cure cures cured recover recovery
    remission respond responded response benefit benefits gain gains gained result results outcome
    outcomes effect effects effective efficacy help helps helped helpful works worked succeed
    success successful proven proves breakthrough miracle magic transform restore restored renew
    reclaim regain rebuild repair rewire rewires reset resets strengthen enhance promote thrive
    flourish soothe soothes quiet quieter quiets settle settles soften softens blunt dampen halve
    halved halves overcome conquer beat beats gone goodbye vanish disappear dissolve resolve saved
    saver lifesaver lifesaving promising promise potent powerful dramatic remarkable amazing
    astonishing difference change changes changed progress score scores points percent advance
    superior outperform dull dulls tame tames banish erase eliminate prevent prevents interrupt
    break breaks broke blessing godsend lifeline turnaround comeback rescue rescued rescues cope
    manage control bearable manageable
"""

_TOPICS = frozenset(
    word.key for words in (_TREATMENT, _ILLNESS, _LIFE, _BETTER) for word in words_of(words)
)


def names_a_topic(keys: frozenset[str]) -> bool:
    """Whether words with these ``keys`` name treatment, illness, life or a change for better."""
    return not _TOPICS.isdisjoint(keys)
