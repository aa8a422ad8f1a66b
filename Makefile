# Every target is one line of Maven; `make` prints them. They find a Java 25 by themselves where `java` is older.
JAVA_HOME := $(shell sh bin/find-jdk)
export JAVA_HOME
ifeq ($(JAVA_HOME),)
$(error no Java 25 found)
endif
MVN := mvn -B -ntp
DIST := server/target/grantway-*/grantway-*
.DEFAULT_GOAL := help
.PHONY: help run build test check fix fuzz bench bench-quick docs browser-and-node

help: ## print this
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: ## build, and start the quickstart: a sample API with OAuth in front of it
	$(MVN) -q -pl service-api,server -DskipTests package
	@exec $(DIST)/bin/grantway quickstart

build: ## make the distribution, server/target/grantway-VERSION.tar.gz, and fhir-client's, without tests
	$(MVN) -pl service-api,server,fhir-client -DskipTests package

test: browser-and-node ## everything: checks, unit tests, and acceptance tests of the packed distribution
	$(MVN) spotless:check verify

check: ## before a commit: format, compile with every check, unit tests, architecture
	$(MVN) spotless:check test

fix: ## format the code
	$(MVN) spotless:apply

fuzz: ## search for input that breaks a parser, a minute each (ARGS="20 jwk_set": 20 seconds, that one)
	@bin/fuzz $(ARGS)

bench: ## measure the packed server beside its peers
	$(MVN) -q -DskipTests package
	@bench/run $(ARGS)

bench-quick: ## the guard of a change, in two minutes: user time to nginx, allocation per call
	$(MVN) -q -pl service-api,server -DskipTests package
	@bench/run Quick

docs: ## write what is generated again: configuration schema and reference
	$(MVN) -q -pl service-api,server -DskipTests -DskipCache=true package
	$(DIST)/bin/grantway schema > config/grantway.schema.json
	$(DIST)/bin/grantway schema --provider > config/provider.schema.json
	$(DIST)/bin/grantway schema --reference > docs/reference/configuration.md

browser-and-node:
	@sh bin/need-chromium
	@sh bin/need-node
	@sh bin/need-softhsm
	@sh bin/need-oauthlib
