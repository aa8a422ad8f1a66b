# Every target is one line of Maven; `make` prints them.
JAVA_HOME := $(shell sh bin/find-jdk)
export JAVA_HOME
MVN := mvn -B -ntp
.DEFAULT_GOAL := help
.PHONY: help
help: ## print this
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12
