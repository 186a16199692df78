package io.kanhe.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file to which lines are only added; a line is on disk when {@link #add} returns. Thread-safe.
 */
final class History implements AutoCloseable {

  private final Path file;
  private final FileChannel channel;
  private final AtomicInteger size = new AtomicInteger();

  History(Path file) throws IOException {
    this.file = file;
    Files.createDirectories(file.getParent());
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  synchronized void add(String line) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
      size.incrementAndGet();
    } catch (IOException e) {
      throw new UncheckedIOException("history " + file.getFileName(), e);
    }
  }

  int size() {
    return size.get();
  }

  List<String> lines() throws IOException {
    return Files.readAllLines(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
