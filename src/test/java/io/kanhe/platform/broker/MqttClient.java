package io.kanhe.platform.broker;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** As much MQTT as a client needs that does what no library lets it do, over a plain socket. */
final class MqttClient implements AutoCloseable {

  static final int CONNACK = 0x20;
  static final int PUBREC = 0x50;
  static final int PUBCOMP = 0x70;
  private static final int CLEAN = 0x02;

  private final SSLSocket socket;
  private final DataInputStream in;
  private final int version;

  /**
   * @param version 4 for MQTT 3.1.1, 5 for MQTT 5
   */
  MqttClient(TestBroker broker, String certificate, int version) throws IOException {
    this.version = version;
    this.socket =
        (SSLSocket)
            broker
                .pki
                .client(certificate)
                .getSocketFactory()
                .createSocket("127.0.0.1", broker.mqttPort);
    socket.setSoTimeout(10_000);
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** Of a packet that the broker sent; {@code type} is -1 when it ended the connection. */
  record Packet(int type, byte[] body) {}

  Packet connect(String clientId, boolean clean, byte... properties) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF("MQTT");
    out.writeByte(version);
    out.writeByte(clean ? CLEAN : 0);
    out.writeShort(60);
    properties(out, properties);
    out.writeUTF(clientId);
    send(0x10, bytes.toByteArray());
    return read();
  }

  /** QoS 2 */
  void publish(String topic, int packetId, boolean again, String text, byte... properties)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(topic);
    out.writeShort(packetId);
    properties(out, properties);
    out.write(text.getBytes(StandardCharsets.UTF_8));
    send(again ? 0x3c : 0x34, bytes.toByteArray());
  }

  void release(int packetId) throws IOException {
    send(0x62, new byte[] {(byte) (packetId >> 8), (byte) packetId});
  }

  private void properties(DataOutputStream out, byte... properties) throws IOException {
    if (version == 5) {
      out.writeByte(properties.length);
      out.write(properties);
    }
  }

  private void send(int first, byte[] body) throws IOException {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(first);
    int length = body.length;
    do {
      int digit = length % 128;
      length /= 128;
      packet.write(length > 0 ? digit | 0x80 : digit);
    } while (length > 0);
    packet.write(body);
    socket.getOutputStream().write(packet.toByteArray());
    socket.getOutputStream().flush();
  }

  Packet read() throws IOException {
    int type;
    try {
      type = in.read();
    } catch (java.net.SocketException e) {
      return new Packet(-1, new byte[0]);
    }
    if (type < 0) {
      return new Packet(-1, new byte[0]);
    }
    int length = 0;
    int shift = 0;
    int digit;
    do {
      digit = in.readUnsignedByte();
      length |= (digit & 0x7f) << shift;
      shift += 7;
    } while ((digit & 0x80) != 0);
    byte[] body = new byte[length];
    in.readFully(body);
    return new Packet(type & 0xf0, body);
  }

  /** True once the broker has ended the connection; a last packet may say why. */
  boolean isEnded() throws IOException {
    Packet packet = read();
    for (int i = 0; i < 10 && packet.type() >= 0; i++) {
      packet = read();
    }
    return packet.type() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
