package dev.confab.bench.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keep-alive connections that share a queue of requests, each with one request under way at once.
public final class HttpPool {
  private final Loop loop;
  private final InetSocketAddress remote;
  private final Deque<HttpRequest> queue = new ArrayDeque<>();
  private final Deque<Worker> idle = new ArrayDeque<>();
  private final List<Worker> workers = new ArrayList<>();
  private final int size;
  private int under;

  public HttpPool(Loop loop, InetSocketAddress remote, int size) {
    this.loop = loop;
    this.remote = remote;
    this.size = size;
  }

  public void submit(HttpRequest request) {
    queue.add(request);
    Worker worker = idle.poll();
    if (worker != null) {
      worker.next();
    } else if (workers.size() < size) {
      open();
    }
  }

  /// Requests without an answer.
  public int pending() {
    return queue.size() + under;
  }

  public void close() {
    workers.forEach(Link::close);
  }

  private void open() {
    Worker worker = new Worker();
    workers.add(worker);
    try {
      loop.open(worker, null, remote);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Worker extends Link {
    private final HttpBody body = new HttpBody();
    private @Nullable HttpRequest current;

    void next() {
      HttpRequest request = queue.poll();
      if (request == null) {
        idle.add(this);
        return;
      }
      under++;
      current = request;
      write(request.bytes(remote.getAddress().getHostAddress() + ":" + remote.getPort()));
    }

    @Override
    protected void connected() {
      next();
    }

    @Override
    protected void received(byte[] bytes, int count, long now) {
      body.add(bytes, count);
      byte[] whole = body.whole();
      if (whole != null) {
        int status = body.status();
        body.reset();
        done(status, whole, now);
        next();
      }
    }

    @Override
    protected void closed(@Nullable Exception cause) {
      workers.remove(this);
      idle.remove(this);
      done(0, new byte[0], System.nanoTime());
      if (!queue.isEmpty()) {
        open();
      }
    }

    private void done(int status, byte[] whole, long now) {
      HttpRequest request = current;
      current = null;
      if (request != null) {
        under--;
        request.then().accept(new HttpAnswer(status, whole, now - request.since()));
      }
    }
  }
}
