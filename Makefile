# Everything here needs only Python 3.11 or newer, with venv.
PYTHON ?= $(shell command -v python3 || command -v python)

.PHONY: run test check screenshots clean

run: ## Serve the demo on http://127.0.0.1:8000 (another port: PORT=8001 make run)
	@$(PYTHON) scripts/dev.py run

test: ## Run every test, the browser's included
	@$(PYTHON) scripts/dev.py test $(ARGS)

check: ## Check format, lint, types, imports, templates, migrations and deployment settings
	@$(PYTHON) scripts/dev.py check

screenshots: ## Take the pictures of the editor's guide, into docs/screenshots
	@$(PYTHON) scripts/dev.py screenshots $(ARGS)

clean: ## Remove what can be made again; data stays
	@$(PYTHON) scripts/dev.py clean
