package dev.confab.web.limit;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How much one user may ask of one process; 0 a second is no limit.
///
/// @param requestsPerSecond frames, writes and reads; a batch counts as its messages
/// @param requestsBurst so many at once after a rest
/// @param bytesPerSecond of what he sends and of pages that he reads
/// @param bytesBurst so many at once after a rest; the largest body must be within it, else the
///   gateway does not start
@Validated
@ConfigurationProperties("confab.user")
public record UserBudgetProperties(
    @Min(0) @DefaultValue("1000") long requestsPerSecond,
    @Min(100) @DefaultValue("25000") long requestsBurst,
    @DefaultValue("4MB") DataSize bytesPerSecond,
    @DefaultValue("64MB") DataSize bytesBurst) {

  Rate requests() {
    return new Rate(requestsPerSecond, requestsBurst);
  }

  Rate bytes() {
    return new Rate(bytesPerSecond.toBytes(), bytesBurst.toBytes());
  }
}
