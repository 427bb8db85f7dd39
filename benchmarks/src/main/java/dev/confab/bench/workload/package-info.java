/// What is measured: one class per question.
@NullMarked
package dev.confab.bench.workload;

import org.jspecify.annotations.NullMarked;
