package dev.confab.analytics.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.analytics.view.Views;
import dev.confab.schema.analytics.AnalyticsTopics;
import dev.confab.schema.analytics.BusiestSessions;
import dev.confab.schema.analytics.BusiestSessions.Entry;
import dev.confab.schema.analytics.MinuteCount;
import dev.confab.schema.analytics.ResponseTimes;
import dev.confab.schema.analytics.SessionMinute;
import dev.confab.schema.analytics.UserCount;
import dev.confab.schema.analytics.Window;
import dev.confab.schema.codec.Json;
import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Scope;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.web.problem.ProblemAdvice;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.MethodParameter;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

class AnalyticsControllerTest {
  private static final Instant NOW = Instant.parse("2026-11-25T18:30:10.500Z");
  private static final Instant MINUTE = Instant.parse("2026-11-25T18:30:00Z");
  private static final SessionId A = new SessionId("a");
  private static final String PRELUDE =
      "{\"asOf\":\"2026-11-25T18:30:10.500Z\",\"completeSince\":\"2026-11-18T18:31:00.000Z\",";

  private final Views views = new Views(NOW).caughtUp();
  private final MockMvc service = mvc(Set.of(Scope.SERVICE));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/analytics/overview",
        "/analytics/minutes",
        "/analytics/minutes?sessionId=a",
        "/analytics/sessions/busiest",
        "/analytics/responses"
      })
  void refusesCallersWithoutTheScope(String path) throws Exception {
    for (Set<Scope> scopes : List.of(Set.<Scope>of(), Set.of(Scope.ASSISTANT))) {
      MockHttpServletResponse refused = get(mvc(scopes), path);
      assertThat(refused.getStatus()).isEqualTo(403);
      assertThat(refused.getContentAsString()).contains("\"code\":\"forbidden\"");
      assertThat(refused.getContentType()).isEqualTo("application/problem+json");
    }
    assertThat(get(service, path).getStatus()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/analytics/overview",
        "/analytics/minutes",
        "/analytics/minutes?sessionId=a",
        "/analytics/sessions/busiest",
        "/analytics/responses"
      })
  void answersNothingFromAViewThatIsNotCompleteUpToAMomentAgo(String path) throws Exception {
    views.now = NOW.plusSeconds(31);
    assertIsBehind(get(service, path));

    Views never = new Views(NOW);
    assertIsBehind(get(mvc(never, Set.of(Scope.SERVICE)), path));
  }

  private static void assertIsBehind(MockHttpServletResponse answer)
      throws UnsupportedEncodingException {
    assertThat(answer.getStatus()).isEqualTo(503);
    assertThat(answer.getContentAsString()).contains("\"code\":\"view_behind\"");
    assertThat(answer.getHeader("Retry-After")).isEqualTo("1");
  }

  @Test
  void givesMinutesOfTheLastHour() throws Exception {
    views
        .put(AnalyticsTopics.MINUTES, new MinuteCount(MINUTE, 0, 3, 2, 1, 0))
        .put(AnalyticsTopics.MINUTES, new MinuteCount(MINUTE.minusSeconds(3600), 0, 1, 1, 0, 0))
        .put(AnalyticsTopics.USERS, new UserCount(MINUTE, 0, 2));

    assertThat(text("/analytics/minutes"))
        .isEqualTo(
            PRELUDE
                + "\"from\":\"2026-11-25T17:31:00.000Z\",\"to\":\"2026-11-25T18:31:00.000Z\",\"items\":[{\"minute\":\"2026-11-25T18:30:00.000Z\",\"messages\":3,\"userMessages\":2,\"assistantMessages\":1,\"systemMessages\":0,\"activeUsers\":2}]}");
  }

  @Test
  void givesMinutesOfOneSession() throws Exception {
    views.put(AnalyticsTopics.SESSIONS, new SessionMinute(A, MINUTE, 3, 2));

    assertThat(
            text(
                "/analytics/minutes?sessionId=a&from=2026-11-25T18:30:59Z&to=2026-11-25T18:31:00Z"))
        .isEqualTo(
            PRELUDE
                + "\"from\":\"2026-11-25T18:30:00.000Z\",\"to\":\"2026-11-25T18:31:00.000Z\",\"sessionId\":\"a\",\"items\":[{\"minute\":\"2026-11-25T18:30:00.000Z\",\"messages\":3,\"activeUsers\":2}]}");
    assertThat(text("/analytics/minutes?sessionId=b")).endsWith("\"items\":[]}");
  }

  @Test
  void givesTheBusiestOfTheWindow() throws Exception {
    Instant day = Instant.parse("2026-11-24T00:00:00Z");
    List<Entry> entries = List.of(new Entry(A, 9), new Entry(new SessionId("b"), 2));
    views.put(AnalyticsTopics.BUSIEST, new BusiestSessions(Window.DAY, day, 0, entries));

    assertThat(text("/analytics/sessions/busiest?window=day&at=2026-11-24T23:59:00Z&limit=1"))
        .isEqualTo(
            PRELUDE
                + "\"window\":\"day\",\"start\":\"2026-11-24T00:00:00.000Z\",\"items\":[{\"sessionId\":\"a\",\"messages\":9}]}");
    assertThat(text("/analytics/sessions/busiest"))
        .endsWith("\"window\":\"hour\",\"start\":\"2026-11-25T18:00:00.000Z\",\"items\":[]}");
  }

  @Test
  void givesResponseTimes() throws Exception {
    views.put(AnalyticsTopics.RESPONSES, ResponseTimes.none(MINUTE, 0).plus(80).plus(80));

    String one =
        "{\"count\":2,\"meanMillis\":80,\"p50Millis\":40,\"p90Millis\":72,\"p99Millis\":79,\"maxMillis\":80}";
    assertThat(text("/analytics/responses"))
        .contains("\"total\":" + one + ",\"buckets\":[{\"upToMillis\":100,\"count\":2},")
        .contains("{\"upToMillis\":null,\"count\":0}]")
        .endsWith(
            "\"items\":[{\"minute\":\"2026-11-25T18:30:00.000Z\",\"responses\":" + one + "}]}");
  }

  @Test
  void givesAnOverview() throws Exception {
    views
        .put(AnalyticsTopics.MINUTES, new MinuteCount(MINUTE, 0, 3, 2, 1, 0))
        .put(AnalyticsTopics.MINUTES, new MinuteCount(MINUTE.minusSeconds(7200), 0, 4, 4, 0, 0))
        .put(AnalyticsTopics.USERS, new UserCount(MINUTE, 0, 2));

    assertThat(text("/analytics/overview"))
        .startsWith(PRELUDE + "\"uncounted\":0,\"hour\":{\"from\":\"2026-11-25T17:31:00.000Z\"")
        .contains("\"messages\":3,\"userMessages\":2")
        .contains("\"messages\":7,\"userMessages\":6")
        .contains("\"mostMessagesAMinute\":4,\"mostActiveUsersAMinute\":2");
  }

  @Test
  void saysFromWhenOnItIsComplete() throws Exception {
    views.since(MINUTE.plusMillis(1));

    assertThat(text("/analytics/overview"))
        .contains("\"completeSince\":\"2026-11-25T18:31:00.000Z\",\"uncounted\":3,");
  }

  @ParameterizedTest
  @CsvSource({
    "/analytics/minutes?from=yesterday, from",
    "/analytics/minutes?to=1, to",
    "/analytics/minutes?sessionId=a%20b, sessionId",
    "/analytics/minutes?from=2026-11-25T18:30:00Z&to=2026-11-25T18:30:30Z, from",
    "/analytics/responses?from=2026-11-24T18:30:00Z&to=2026-11-25T18:31:00Z, from",
    "/analytics/sessions/busiest?window=year, window",
    "/analytics/sessions/busiest?limit=0, limit",
    "/analytics/sessions/busiest?limit=51, limit",
    "/analytics/sessions/busiest?limit=x, limit",
    "/analytics/sessions/busiest?at=x, at"
  })
  void namesTheParameterThatIsNotValid(String path, String parameter) throws Exception {
    MockHttpServletResponse answer = get(service, path);
    assertThat(answer.getStatus()).isEqualTo(400);
    assertThat(answer.getContentAsString())
        .contains("\"code\":\"invalid\"")
        .contains("\"field\":\"" + parameter + "\"");
  }

  private String text(String path) throws Exception {
    MockHttpServletResponse answer = get(service, path);
    assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(200);
    return answer.getContentAsString();
  }

  private static MockHttpServletResponse get(MockMvc mvc, String path) throws Exception {
    return mvc.perform(MockMvcRequestBuilders.get(URI.create(path))).andReturn().getResponse();
  }

  private MockMvc mvc(Set<Scope> scopes) {
    return mvc(views, scopes);
  }

  private static MockMvc mvc(Views views, Set<Scope> scopes) {
    Caller caller = new Caller(new UserId("ops"), scopes);
    return MockMvcBuilders.standaloneSetup(new AnalyticsController(views.current()))
        .setControllerAdvice(new ProblemAdvice())
        .setMessageConverters(
            new ByteArrayHttpMessageConverter(), new JacksonJsonHttpMessageConverter(Json.mapper()))
        .setCustomArgumentResolvers(new Is(caller))
        .build();
  }

  /// The caller of every request.
  private record Is(Caller caller) implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Object resolveArgument(
        MethodParameter parameter,
        @Nullable ModelAndViewContainer container,
        NativeWebRequest request,
        @Nullable WebDataBinderFactory binders) {
      return caller;
    }
  }
}
