# Set-up runs by itself, and again when a lock file changed or the stamp of the environment doesn't match.
.DEFAULT_GOAL := help
.PHONY: help run setup build ask eval bench querylog intake week reliability soak group test fuzz links mutants check fix structure docs picture locales lock licences audit clean packages

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
LOCK := $(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-annotate \
	--python-version 3.11 --no-emit-index-url --custom-compile-command "make lock"
# One worker more than there are cores, because tests wait for the programs that they start.
WORKERS ?= $(shell cores=$$(nproc 2>/dev/null || echo 2); echo $$((cores < 4 ? cores + 1 : 4)))
PYTEST := $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal
PICTURES ?= docs
SOURCES := bot index corpus tests bench docs setup.py

# What users read is in Indonesian where the system is; what developers read is in English.
INDONESIAN := $(filter id%,$(firstword $(KUTIP_LANGUAGE) $(LC_ALL) $(LC_MESSAGES) $(LANG)))
say = $(if $(INDONESIAN),$(2),$(1))

help:  ## Show these commands | Tampilkan daftar perintah ini
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' \
		| sed -E '$(call say,s/ \|.*//,s/\t.* \| /\t/)' | expand -t 18

# The stamp names the place of a whole environment and its interpreter, with the version in its name.
# Where it names others (moved, Python upgraded) or is missing (cut off), the environment is made anew.
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(CURDIR)/$(VENV) $(realpath $(BIN)/python))
.PHONY: $(STAMP)
endif

$(STAMP):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(call say,Kutip needs Python 3.11 or later; name one: make PYTHON=python3.12 …,Kutip butuh Python 3.11 atau lebih baru; sebutkan yang mana: make PYTHON=python3.12 …)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
		{ echo "$(call say,Python's venv is missing; on Debian: apt-get install python3-venv,venv milik Python belum ada; di Debian: apt-get install python3-venv)" >&2; exit 1; }
	@echo "$(call say,Making an environment in $(VENV)/ …,Membuat lingkungan di $(VENV)/ …)" >&2
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@echo "$(CURDIR)/$(VENV) $$(realpath $(BIN)/python)" > $@

# While pip is at work there is no stamp: what it leaves when it is killed is not whole.
pip = @mv $(STAMP) $(STAMP)-; rm -f $(STAMP)-pip; mkfifo $(STAMP)-pip; $(show) < $(STAMP)-pip >&2 & \
	$(BIN)/python -m pip --disable-pip-version-check $(1) > $(STAMP)-pip; \
	status=$$?; wait; rm -f $(STAMP)-pip; mv $(STAMP)- $(STAMP); exit $$status
# What pip prints becomes one line, in a terminal that of the package at hand.
show = { n=0; while read -r word name rest; do case $$word in \
	Collecting|Processing) n=$$((n + 1)); [ ! -t 1 ] || printf '\r\033[K  %d: %s' $$n "$$(basename "$$name")" ;; \
	Installing) [ ! -t 1 ] || printf '\r\033[K'; [ $$n -eq 0 ] || echo "  $(call say,Installing $$n packages …,Memasang $$n paket …)" ;; \
	esac; done; }

# Python compiles what is used, when it is first used: less to wait for, and less on the disk.
$(VENV)/.runtime: requirements.txt pyproject.toml $(STAMP)
	@echo "$(call say,Setting up Kutip (once) …,Menyiapkan Kutip (sekali saja) …)" >&2
	$(call pip,install --no-compile --require-hashes --only-binary :all: -r requirements.txt)
	$(call pip,install --no-deps --no-build-isolation --editable .)
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "Setting up the development tools (once) …" >&2
	$(call pip,install --require-hashes --only-binary :all: -r requirements-dev.txt)
	@touch $@

packages:
	@.ci/packages

$(VENV)/.bench: requirements-bench.txt $(VENV)/.dev
	@echo "Setting up the peers (once) …" >&2
	$(call pip,install --require-hashes --only-binary :all: -r requirements-bench.txt)
	@touch $@

$(VENV)/.mutants: requirements-mutants.txt $(VENV)/.dev
	@echo "Setting up mutmut (once) …" >&2
	$(call pip,install --require-hashes --only-binary :all: -r requirements-mutants.txt)
	@touch $@

run: $(VENV)/.runtime  ## Run Kutip: on Discord with DISCORD_TOKEN, else in this terminal | Jalankan Kutip: di Discord kalau DISCORD_TOKEN diisi, kalau tidak di terminal ini
	@$(BIN)/kutip run

setup: $(VENV)/.runtime  ## Set up the bot: its token, the link that invites it, its first articles | Siapkan bot: token, tautan undangan, dan artikel pertamanya
	@$(BIN)/kutip setup

ask: export QUESTION := $(value q)
ask: $(VENV)/.runtime  ## Ask one question: make ask q="Siapa Vipin Narang?" | Ajukan satu pertanyaan: make ask q="Siapa Vipin Narang?"
	@$(BIN)/kutip ask -- "$$QUESTION" || test $$? -eq 1  # a refusal is an answer too

eval: $(VENV)/.dev  ## Measure Kutip beside its peers: make eval sets="DIR…"
	@$(BIN)/kutip eval --compare $(sets)

bench: $(VENV)/.bench  ## Measure how fast Kutip is: make bench sizes="10 200" json=FILE
	@PYTHONPATH=bench:. $(BIN)/python -m performance $(if $(sizes),--sizes="$(sizes)",--page=docs/performance.md) \
		$(if $(parts),--parts="$(parts)") $(if $(against),--against="$(against)") \
		$(if $(json),--json="$(json)")

querylog: $(VENV)/.dev  ## Time a query log of 1,000,000 questions
	@$(BIN)/python bench/querylog.py

intake: $(VENV)/.dev  ## Measure how files are read, rewritten or ready: make intake dirs="DIR…"
	@$(BIN)/python bench/intake.py $(dirs)

week: $(VENV)/.dev  ## Play a week of a server, with settling and without: make week weeks=tuning
	@PYTHONPATH=bench:. $(BIN)/python -m week $(weeks)

reliability: $(VENV)/.dev  ## Try faults on the real bot: make reliability parts="kills stops" kills=20
	@PYTHONPATH=bench:. $(BIN)/python -m reliability $(parts) $(if $(kills),--kills=$(kills)) \
		$(if $(stops),--stops=$(stops)) $(if $(faults),--faults="$(faults)" --add) --page=docs/reliability.md

soak: $(VENV)/.dev  ## Play a mixed load with faults: make soak minutes=30
	@PYTHONPATH=bench:. $(BIN)/python -m reliability soak --minutes=$(or $(minutes),30) \
		--page=docs/reliability.md

group: packages $(VENV)/.dev  ## Try faults on processes that share shards: make group events=12
	@PYTHONPATH=bench:. $(BIN)/python -m group $(if $(events),--events=$(events)) $(if $(seed),--seed=$(seed))

test: packages $(VENV)/.dev  ## Run all tests, and name the ten slowest
	@$(PYTEST) --durations=10

fuzz: packages $(VENV)/.dev  ## Try the tests of properties with many more examples
	@$(PYTEST) -m hypothesis --hypothesis-profile=fuzz

links: packages $(VENV)/.dev  ## Open the sentences of pages in Chromium: make links dirs="DIR…"
	@$(BIN)/python -m tests.links $(dirs)

mutants: $(VENV)/.mutants  ## Find changes of index/ that no test notices: make mutants sample=8 minutes=30
	@$(BIN)/python tests/mutants.py --minutes=$(or $(minutes),30) $(if $(sample),--sample=$(sample))

check: $(VENV)/.dev  ## Formatter, linter, strict types, import rules
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/windows bot index corpus
	$(BIN)/lint-imports

fix: $(VENV)/.dev  ## Format, and mend what the linter can mend
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

structure: $(VENV)/.dev  ## Print the structure of the source: rooms, floors, arrows, circles
	@$(BIN)/python docs/structure.py

docs: $(VENV)/.dev  ## Build the site of the documentation in build/docs/
	@$(BIN)/sphinx-build -n -W --keep-going --quiet -c docs/site . build/docs
	@echo "Open build/docs/index.html"

picture: packages $(VENV)/.dev  ## Make the pictures again, in Chromium
	@$(BIN)/python docs/picture.py $(PICTURES)
	@$(BIN)/python docs/animation.py $(PICTURES)

locales: $(VENV)/.dev  ## Compile what translators wrote, bot/locales/*.po
	@for po in bot/locales/*.po; do mkdir -p $${po%.po}/LC_MESSAGES && $(BIN)/pybabel --quiet compile \
		--input-file $$po --output-file $${po%.po}/LC_MESSAGES/kutip.mo || exit; done

build: $(VENV)/.dev  ## Build a wheel, check it, and ask it a question in a bare environment
	@.ci/wheel $(VENV)

lock: $(VENV)/.dev  ## Resolve the newest versions into the lock files
	$(LOCK) --group build pyproject.toml --output-file requirements.txt
	$(LOCK) --group build --extra postgresql --constraints requirements.txt pyproject.toml --output-file requirements-postgresql.txt
	$(LOCK) --group dev --constraints requirements-postgresql.txt --output-file requirements-dev.txt
	$(LOCK) --group bench --constraints requirements-dev.txt pyproject.toml --output-file requirements-bench.txt
	$(LOCK) --group mutants --constraints requirements-dev.txt --output-file requirements-mutants.txt

licences: $(VENV)/.dev  ## List the licences of what kutip needs, in docs/licences.md
	@$(BIN)/python docs/licences.py > docs/licences.md

audit: $(VENV)/.dev  ## Look up known vulnerabilities of what kutip needs, where OSV can be reached
	@$(BIN)/python -m tests.audit || test $$? -eq 69  # no source answered, which it says

clean:  ## Remove the environment and caches (never your data) | Hapus yang dipasang dan cache (datamu tetap ada)
	rm -rf $(VENV) mutants .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist *.egg-info
