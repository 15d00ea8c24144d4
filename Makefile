# Everything here needs only Python 3.11 or 3.13, with venv.
PYTHON ?= $(shell command -v python3 || command -v python)
MISSING = Python is missing. On Debian and Ubuntu: sudo apt-get install python3 python3-venv
DEV = $(or $(PYTHON),$(error $(MISSING))) scripts/dev.py

.PHONY: run test coverage check bench learn screenshots clean

run: ## Serve the demo on http://127.0.0.1:8000 (another port: PORT=8001 make run)
	@$(DEV) run

test: ## Run every test, the browser's included
	@$(DEV) test $(ARGS)

coverage: ## Run every test and print the lines and branches that none reaches
	@$(DEV) coverage $(ARGS)

check: ## Check format, lint, types, imports, templates, migrations and deployment settings
	@$(DEV) check

bench: ## Measure what is promised; writes docs/performance.md (some: ARGS="pages claims")
	@$(DEV) bench $(ARGS)

learn: ## Learn what a claim of effect looks like, after a change of learning/effect_sentences.csv
	@$(DEV) learn

screenshots: ## Take the pictures of docs/images again, by walking through the demo
	@SCREENSHOTS=1 $(DEV) test tests/browser/test_editor_journeys.py tests/browser/test_place_tables.py \
		tests/browser/test_life_of_a_place.py tests/browser/test_question_library.py \
		tests/browser/test_question_import.py \
		tests/browser/test_second_factor.py \
		tests/browser/test_to_do_journey.py tests/browser/test_medical_review.py \
		tests/browser/test_citing_a_source.py tests/browser/test_asking_for_an_appointment.py \
		tests/browser/test_public_pages.py::test_a_city_page_says_at_once_whom_it_is_for_and_where_the_clinic_is

clean: ## Remove what can be made again; data stays
	@$(DEV) clean
