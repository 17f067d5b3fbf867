# Everything a person types. The steps are in .ci/make.py; they need only python3 (3.11 or later, with venv).
PYTHON ?= python3

.PHONY: run install test bench soak study clean

PORT ?= 8000
run: ## install, migrate, load the campaign, serve
	@$(PYTHON) .ci/make.py run --port $(PORT)

install: ## what `make run` installs and builds, without starting anything
	@$(PYTHON) .ci/make.py install

test: ## every check and test, on both databases and in a real browser
	@$(PYTHON) .ci/make.py test

bench: ## speed beside its floors, as a report
	@$(PYTHON) .ci/make.py bench

soak: ## workers killed in the middle of requests: nothing acknowledged is lost or doubled
	@$(PYTHON) .ci/make.py soak

study: ## 2,000 simulated forces: the intervals of the change page hold what they promise
	@$(PYTHON) .ci/make.py study

clean: ## remove what was installed and built; the data in instance/ stays
	rm -rf .venv node_modules static/vendor .tools
