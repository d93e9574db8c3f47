.PHONY: help setup run reset test bench
PYTHON ?= python3

help:  ## this list
	@$(PYTHON) -m tools help
setup run reset bench:
	@PORT="$(or $(PORT),5000)" $(PYTHON) -m tools $@
test:
	@STRICT="$(STRICT)" $(PYTHON) -m tools test
