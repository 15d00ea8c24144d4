# Everything here needs only Python 3.11 or newer, with venv.
PYTHON ?= $(shell command -v python3 || command -v python)

.PHONY: run test check screenshots clean

run: ## Serve the demo on http://127.0.0.1:8000 (another port: PORT=8001 make run)
	@$(PYTHON) scripts/dev.py run

test: ## Run every test, the browser's included
	@$(PYTHON) scripts/dev.py test $(ARGS)

check: ## Check format, lint, types, imports, templates, migrations and deployment settings
	@$(PYTHON) scripts/dev.py check

screenshots: ## Take the pictures of docs/images again, by walking through the demo
	@SCREENSHOTS=1 $(PYTHON) scripts/dev.py test --no-cov tests/browser/test_editor_journeys.py \
		tests/browser/test_public_pages.py::test_a_city_page_says_at_once_whom_it_is_for_and_where_the_clinic_is

clean: ## Remove what can be made again; data stays
	@$(PYTHON) scripts/dev.py clean
