package dev.confab.gateway.rest;

import dev.confab.gateway.input.Fields;
import dev.confab.gateway.input.JsonInput;
import dev.confab.schema.error.ErrorCode;
import dev.confab.web.problem.ProblemException;
import dev.confab.web.security.CallerResolver;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Gives controllers the request's body as {@link Fields}: read the same way as frames of sockets,
/// and no further than its {@link BodyRoom} allows.
final class BodyResolver implements HandlerMethodArgumentResolver {
  /// What a parsed value costs besides its text, at most: an object in a list, for two brackets and
  /// a comma.
  private static final int BYTES_PER_VALUE = 80;

  /// What a body's text costs: as it came, and decoded.
  private static final int BYTES_PER_BYTE = 2;

  private final BodyReader reader;

  BodyResolver(BodyReader reader) {
    this.reader = reader;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Fields.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders)
      throws IOException, HttpMediaTypeNotSupportedException {
    HttpServletRequest servlet = request.getNativeRequest(HttpServletRequest.class);
    if (servlet == null) {
      throw new IllegalStateException("bodies come by servlets");
    }
    requireJson(servlet.getContentType());
    BodyRoom room = BodyRoom.of(servlet);
    byte[] body = reader.read(servlet.getInputStream(), room, CallerResolver.current());
    room.take(parsedBytes(body));
    return switch (JsonInput.read(text(body))) {
      case JsonInput.Sound sound -> new Fields(sound.object());
      case JsonInput.Odd odd -> throw new ProblemException(ErrorCode.BAD_FRAME, odd.reason());
      case JsonInput.Foreign foreign ->
          throw new ProblemException(ErrorCode.BAD_FRAME, "The body is not a JSON object.");
    };
  }

  private static void requireJson(@Nullable String contentType)
      throws HttpMediaTypeNotSupportedException {
    try {
      MediaType type = contentType == null ? null : MediaType.parseMediaType(contentType);
      if (type != null && MediaType.APPLICATION_JSON.isCompatibleWith(type)) {
        return;
      }
      throw new HttpMediaTypeNotSupportedException(type, List.of(MediaType.APPLICATION_JSON));
    } catch (InvalidMediaTypeException e) {
      throw new HttpMediaTypeNotSupportedException(String.valueOf(e.getMessage()));
    }
  }

  /// What it takes to parse this, at most, besides the body itself.
  private static long parsedBytes(byte[] body) {
    long values = 0;
    for (byte b : body) {
      if (b == '{' || b == '[' || b == ',') {
        values++;
      }
    }
    return (long) BYTES_PER_BYTE * body.length + BYTES_PER_VALUE * values;
  }

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(ErrorCode.BAD_FRAME, "The body is not UTF-8.");
    }
  }
}
