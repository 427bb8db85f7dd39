package dev.confab.gateway.rest;

import dev.confab.gateway.input.Fields;
import dev.confab.gateway.input.JsonInput;
import dev.confab.schema.error.ErrorCode;
import dev.confab.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.server.ResponseStatusException;

/// Gives controllers the request's body as {@link Fields}: read the same way as frames of sockets,
/// and no further than `mostBytes`.
final class BodyResolver implements HandlerMethodArgumentResolver {
  private final int mostBytes;

  BodyResolver(int mostBytes) {
    this.mostBytes = mostBytes;
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
    byte[] body = servlet.getInputStream().readNBytes(mostBytes + 1);
    if (body.length > mostBytes) {
      throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
    }
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

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(ErrorCode.BAD_FRAME, "The body is not UTF-8.");
    }
  }
}
