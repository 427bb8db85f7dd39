package dev.confab.system.planted.schema;

import org.springframework.http.HttpStatus;

record KnowsTheWeb(HttpStatus status) {}
