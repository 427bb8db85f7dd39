package dev.confab.web.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/// The types that a request accepts, without the charset that it asks for: JSON has none (RFC 8259,
/// section 11), and Spring would see only when the write is done that it can't answer in one.
final class AcceptedTypes extends HeaderContentNegotiationStrategy {
  private static final String CHARSET = "charset";

  @Override
  public List<MediaType> resolveMediaTypes(NativeWebRequest request)
      throws HttpMediaTypeNotAcceptableException {
    return super.resolveMediaTypes(request).stream().map(AcceptedTypes::withoutCharset).toList();
  }

  private static MediaType withoutCharset(MediaType type) {
    if (type.getParameter(CHARSET) == null) {
      return type;
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    type.getParameters()
        .forEach((name, value) -> {
          if (!name.equalsIgnoreCase(CHARSET)) {
            parameters.put(name, value);
          }
        });
    return new MediaType(type, parameters);
  }
}
