# The course's commands. `make book` and `make test` need nothing but Python 3.11
# or newer: they make the environment (.venv) themselves.
PYTHON ?= python3
RUN = .venv/bin/python

.PHONY: book serve pdf epub test lint verify notebooks lab weigh bench clean

book: .venv/.made           ## build the book, and say where it is
	@$(RUN) tools/build_book.py

serve: book                 ## read it at a local address
	@$(RUN) tools/serve.py

pdf: book                   ## all of it to print, _build/lossedu.pdf
	@$(RUN) tools/make_pdf.py

epub: book                  ## all of it for a reading system, _build/lossedu.epub
	@$(RUN) tools/make_epub.py

test: lint verify           ## everything that must hold
	$(RUN) -m pytest tests book --nbval -n 2 --dist loadfile

verify: .venv/.made         ## how good the graders are, and whether the book says so
	$(RUN) -m lossedu.grading verify --tables book/graders

lint: .venv/.made           ## style and types
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

notebooks: .venv/.made      ## run every notebook anew and store its outputs
	$(RUN) tools/run_notebooks.py

lab: .venv/.made            ## work with the notebooks
	$(RUN) -m jupyterlab book

weigh: book                 ## what a reader's browser transfers for each page
	$(RUN) tools/measure_site.py

bench: .venv/.made          ## how long it takes beside PyTorch, SciPy, scikit-learn
	$(RUN) benchmarks/speed.py
	$(RUN) benchmarks/grading.py

clean:                      ## remove what was built, not the environment
	rm -rf _build test-artifacts .pytest_cache .mypy_cache .ruff_cache

.venv/.made: requirements.txt
	@$(PYTHON) tools/make_environment.py
