package dev.confab.gateway.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a controller's method whose body may be as large as that of a batch.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Batch {}
