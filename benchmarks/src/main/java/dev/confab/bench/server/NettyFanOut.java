package dev.confab.bench.server;

import dev.confab.bench.wire.FrameText;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Netty, and a loop over the members: one thread, which flushes once for all that it has read.
public final class NettyFanOut {
  private static final int FRAME = 65_536;

  /// All of it is used by the one event loop only.
  private final Map<String, BareRoom<Channel>> rooms = new HashMap<>();

  private final Set<Channel> dirty = new LinkedHashSet<>();

  private NettyFanOut() {}

  public static void main(String[] arguments) throws InterruptedException {
    int port = Integer.parseInt(arguments[0]);
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    NettyFanOut fanOut = new NettyFanOut();
    Channel server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(fanOut.pipeline())
            .bind("127.0.0.1", port)
            .sync()
            .channel();
    Ready.say(port);
    server.closeFuture().sync();
  }

  private ChannelInitializer<SocketChannel> pipeline() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(SocketChannel channel) {
        channel
            .pipeline()
            .addLast(
                new HttpServerCodec(),
                new HttpObjectAggregator(FRAME),
                new WebSocketServerProtocolHandler("/chat/socket", "confab.v1", false, FRAME),
                new Member());
      }
    };
  }

  private final class Member extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private String session = "";

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame message) {
      byte[] frame = ByteBufUtil.getBytes(message.content());
      String type = FrameText.text(frame, 0, frame.length, "type");
      if (type.equals("join_session")) {
        session = FrameText.text(frame, 0, frame.length, "sessionId");
        BareRoom<Channel> room = rooms.computeIfAbsent(session, BareRoom::new);
        room.members().add(context.channel());
        put(context.channel(), room.joined());
      } else if (type.equals("send_message")) {
        send(context.channel(), frame);
      }
    }

    private void send(Channel sender, byte[] frame) {
      BareRoom<Channel> room = rooms.get(FrameText.text(frame, 0, frame.length, "sessionId"));
      if (room == null) {
        return;
      }
      long seq = room.nextSeq();
      byte[] event = room.created(frame, seq);
      room.members().forEach(member -> put(member, event));
      put(sender, room.ack(frame, seq));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      BareRoom<Channel> room = rooms.get(session);
      if (room != null) {
        room.members().remove(context.channel());
      }
    }
  }

  private void put(Channel member, byte[] frame) {
    if (dirty.isEmpty()) {
      // It runs behind what was read in this turn of the loop.
      member.eventLoop().execute(this::flush);
    }
    dirty.add(member);
    var _ = member.write(new TextWebSocketFrame(Unpooled.wrappedBuffer(frame)));
  }

  private void flush() {
    dirty.forEach(Channel::flush);
    dirty.clear();
  }
}
