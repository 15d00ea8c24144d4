"""One FAQ on ketamine for migraine, as Word, as Google Docs' HTML and as plain text."""

from __future__ import annotations

from tests.editorial.word_files import link, paragraph, run, word_file

QUESTIONS = [
    "Can ketamine reduce the pain of chronic migraine?",
    "When should I consider it?",
    "What should I expect at a treatment?",
    "What benefits are there?",
]

ANSWERS = [
    '<p>For some people it may. <a href="https://doi.org/10.1212/x">A small trial</a> found '
    "<b>milder</b> aura.</p>",
    "<p>When other medicines did not help enough:</p>"
    "<ul><li>over the counter<ul><li>such as ibuprofen</li></ul></li><li>on prescription</li></ul>",
    "<p>You sit, read or sleep.</p><p>Somebody has to take you home.</p>",
    "<p>Some people report <i>fewer</i> attacks. Nobody can promise that.</p>",
]

LEFT_OVER = ["Ketamine infusions for migraine", "Our clinicians are trained and kind. Call us."]
CLOSING = ("Call us or book online", "<p>Call (650) 555-0142.</p>")

AS_WORD = word_file(
    paragraph(run(LEFT_OVER[0]), style="Title"),
    paragraph(run(LEFT_OVER[1])),
    paragraph(run(QUESTIONS[0]), style="H2"),
    paragraph(
        run("For some people it may. "),
        link("A small trial"),
        run(" found "),
        run("milder", look="b"),
        run(" aura."),
    ),
    paragraph(run(QUESTIONS[1]), style="H2"),
    paragraph(run("When other medicines did not help enough:")),
    paragraph(run("over the counter"), level=0),
    paragraph(run("such as ibuprofen"), level=1),
    paragraph(run("on prescription"), level=0),
    paragraph(run(QUESTIONS[2]), style="H2"),
    paragraph(run("You sit, read or sleep.")),
    paragraph(run("Somebody has to take you home.")),
    paragraph(run(QUESTIONS[3]), style="H2"),
    paragraph(
        run("Some people report "),
        run("fewer", look="i"),
        run(" attacks. Nobody can promise that."),
    ),
    paragraph(run(CLOSING[0]), style="H2"),
    paragraph(run("Call (650) 555-0142.")),
    links={"link": "https://doi.org/10.1212/x"},
)

AS_GOOGLE_HTML = b"""<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type">
<title>FAQ</title><style type="text/css">@import url(https://themes.googleusercontent.com/x);
.lst-kix_abc-0>li:before{content:"- "}.c2{font-weight:700}.c3{font-style:italic}
.c1{color:#000;font-weight:400;font-size:11pt}.c9{padding:0}</style></head>
<body class="c9 doc-content"><h1 class="c9"><span class="c1">Ketamine infusions
for migraine</span></h1>
<p class="c9"><span class="c1">Our clinicians are trained and kind. Call us.</span></p>
<h2 class="c9"><span class="c1">Can ketamine reduce the pain of&nbsp;chronic migraine?</span></h2>
<p class="c9"><span>For some people it may. </span><span class="c4"><a class="c5"
href="https://www.google.com/url?q=https://doi.org/10.1212/x&amp;sa=D&amp;ust=1">A small
trial</a></span>
<span> found </span><span class="c2">milder</span><span class="c1"> aura.</span></p>
<p class="c9"><span class="c1"></span></p><h2 class="c9"><span></span></h2>
<h2 class="c9"><span class="c1">When should I consider it?</span></h2>
<p class="c9"><span class="c1">When other medicines did not help enough:</span></p>
<ul class="c6 lst-kix_abc-0 start"><li class="c7"><span>over the counter</span></li></ul>
<ul class="c6 lst-kix_abc-1 start"><li class="c7"><span>such as ibuprofen</span></li></ul>
<ul class="c6 lst-kix_abc-0"><li class="c7"><span>on prescription</span></li></ul>
<h2 class="c9"><span class="c1">What should I expect at a treatment?</span></h2>
<p class="c9"><span class="c1">You sit, read or sleep.</span></p>
<p class="c9"><span class="c1">Somebody has to take you home.</span></p>
<h2 class="c9"><span class="c1">What benefits are there?</span></h2>
<p class="c9"><span>Some people report </span><span class="c3">fewer</span><span> attacks. Nobody
can promise that.</span></p>
<h2 class="c9"><span class="c1">Call us or book online</span></h2>
<p class="c9"><span class="c1">Call (650) 555-0142.</span></p>
<script>alert(1)</script></body></html>"""
