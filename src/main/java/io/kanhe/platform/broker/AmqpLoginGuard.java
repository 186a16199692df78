package io.kanhe.platform.broker;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.protocol.amqp.broker.ActiveMQProtonRemotingConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.qpid.proton.engine.Transport;

/**
 * Hands the frames of an AMQP login to the broker one by one and ends the connection at the first
 * that is out of size or did not parse. Without this, Artemis 2.55 reads what follows a bad login
 * frame for ever: the thread that serves a part of all connections turns in a circle.
 *
 * <p>Standard: AMQP 1.0, section 5.3.1: no login frame is larger than 512 bytes. Thread-safe.
 */
final class AmqpLoginGuard implements ActiveMQServerPlugin {

  @Override
  public void afterCreateConnection(RemotingConnection connection) {
    if (connection instanceof ActiveMQProtonRemotingConnection amqp
        && connection.getTransportConnection() instanceof NettyConnection netty) {
      Transport transport = amqp.getAmqpConnection().getHandler().getConnection().getTransport();
      netty
          .getNettyChannel()
          .pipeline()
          .addBefore("handler", "kanhe-amqp-login", new LoginFrames(transport));
    }
  }

  /** Of one connection, on its own thread; goes when the login is over. */
  private static final class LoginFrames extends ByteToMessageDecoder {

    private static final int HEADER_BYTES = 8;
    private static final int AMQP = 0x414d5150;
    private static final int SASL = 3;
    private static final int MOST_BYTES = 512;

    private final Transport transport;

    LoginFrames(Transport transport) {
      this.transport = transport;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
      if (transport.pending() < 0) {
        end(context, in);
      } else if (in.readableBytes() >= HEADER_BYTES) {
        next(context, in, out);
      }
    }

    private static void end(ChannelHandlerContext context, ByteBuf in) {
      in.skipBytes(in.readableBytes());
      context.close();
    }

    private void next(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
      int first = in.getInt(in.readerIndex());
      if (first == AMQP) {
        boolean isLogin = in.getByte(in.readerIndex() + 4) == SASL;
        out.add(in.readRetainedSlice(HEADER_BYTES));
        if (!isLogin) {
          context.pipeline().remove(this);
        }
      } else if (first < HEADER_BYTES || first > MOST_BYTES) {
        end(context, in);
      } else if (in.readableBytes() >= first) {
        out.add(in.readRetainedSlice(first));
      }
    }
  }
}
