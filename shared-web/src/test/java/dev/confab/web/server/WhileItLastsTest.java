package dev.confab.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.web.limit.ByteBudget;
import dev.confab.web.limit.Room;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class WhileItLastsTest {
  private final AtomicInteger held = new AtomicInteger();
  private final MockHttpServletRequest request = new MockHttpServletRequest();

  @Test
  void endsWithTheRequestThatHasItsThread() throws Exception {
    serve((asked, answer) -> hold());
    assertThat(held).hasValue(0);
  }

  @Test
  void endsWithTheRequestThatFails() {
    assertThatThrownBy(() ->
            serve((asked, answer) -> {
              hold();
              throw new IllegalStateException("broken");
            }))
        .hasMessage("broken");
    assertThat(held).hasValue(0);
  }

  @Test
  void lastsAsLongAsTheRequestThatGoesOnWithoutItsThread() throws Exception {
    request.setAsyncSupported(true);
    serve((asked, answer) -> {
      hold();
      hold();
      asked.startAsync();
    });
    assertThat(held).hasValue(2);
    AsyncContext async = Objects.requireNonNull(request.getAsyncContext());
    async.complete();
    assertThat(held).hasValue(0);
  }

  @Test
  void workThatOutlivesItsRequestHoldsNothing() {
    ByteBudget budget = new ByteBudget(100, () -> {});
    Room room = new Room(budget);
    assertThat(room.take(60)).isTrue();
    assertThat(room.take(60)).isFalse();
    room.give(20);
    assertThat(budget.held()).isEqualTo(40);
    room.end();
    assertThat(room.take(1)).isFalse();
    room.give(40);
    room.end();
    assertThat(budget.held()).isZero();
  }

  private void hold() {
    held.incrementAndGet();
    WhileItLasts.hold(request, held::decrementAndGet);
  }

  private void serve(FilterChain chain) throws Exception {
    new WhileItLasts.End().doFilter(request, new MockHttpServletResponse(), chain);
  }
}
