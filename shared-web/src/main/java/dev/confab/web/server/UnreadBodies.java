package dev.confab.web.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Says `Connection: close` in answers that are given before the request's body is there.
///
/// Jetty ends such a connection, since it does not wait for what nobody reads, but it looks only
/// when the answer is complete: where its head has gone by then, which promised that the connection
/// stays, the client's next request is lost. Here it looks before the head goes. What of the body
/// is there already is read then, as far as that needs no waiting, and the connection stays.
final class UnreadBodies implements HttpConfiguration.Customizer {
  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    HttpFields headers = request.getHeaders();
    if (headers.contains(HttpHeader.CONTENT_LENGTH)
        || headers.contains(HttpHeader.TRANSFER_ENCODING)) {
      request.addHttpStreamWrapper(LookingFirst::new);
    }
    return request;
  }

  private static final class LookingFirst extends HttpStream.Wrapper {
    private LookingFirst(HttpStream stream) {
      super(stream);
    }

    @Override
    public void send(
        MetaData.Request request,
        MetaData.@Nullable Response response,
        boolean last,
        @Nullable ByteBuffer content,
        Callback callback) {
      if (response != null && !HttpStatus.isInformational(response.getStatus())) {
        var _ = consumeAvailable();
      }
      super.send(request, response, last, content, callback);
    }
  }
}
