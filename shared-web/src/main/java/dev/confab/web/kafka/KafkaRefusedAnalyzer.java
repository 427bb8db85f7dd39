package dev.confab.web.kafka;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says why a start was refused in two sentences, without a stack. Spring Boot finds it by
/// `spring.factories`.
public final class KafkaRefusedAnalyzer extends AbstractFailureAnalyzer<KafkaRefusedException> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, KafkaRefusedException refused) {
    return new FailureAnalysis(
        refused.getMessage(),
        "Give its principal the rights of its role in deploy/kafka/acls.tsv (deploy/kafka/acls.sh does), or start it with the credentials of the right one.",
        refused);
  }
}
