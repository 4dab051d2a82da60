package passerelle.real.porter;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import passerelle.real.sys.Daemon;

/**
 * Our end of a porter: one request at a time. A thread of its own speaks with him, since one that
 * is interrupted would close the connection for good ({@link
 * java.nio.channels.InterruptibleChannel}).
 */
final class Errands {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Daemon.factory("porter"));
  private final DataInputStream in;
  private final DataOutputStream out;
  private final String directory;

  Errands(SocketChannel connection) throws IOException {
    in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(connection)));
    out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(connection)));
    directory = in.readUTF();
  }

  /** The porter's working directory, which is the person's. */
  String directory() {
    return directory;
  }

  /** Writes the arguments of a request. */
  @FunctionalInterface
  interface Arguments {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads the answer to a request. */
  @FunctionalInterface
  interface Answer<T> {
    T read(DataInputStream in) throws IOException;
  }

  /**
   * Asks, and waits; throws what the porter met. A thread that is interrupted asks for nothing but
   * to close what it has open.
   */
  <T> T ask(Request request, Arguments arguments, Answer<T> answer) throws IOException {
    if (Thread.currentThread().isInterrupted() && request != Request.CLOSE) {
      throw new InterruptedIOException();
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    DataOutputStream words = new DataOutputStream(message);
    words.writeByte(request.ordinal());
    arguments.write(words);
    Future<byte[]> answered = thread.submit(() -> exchange(message.toByteArray()));
    DataInputStream told = new DataInputStream(new ByteArrayInputStream(await(answered)));
    if (!told.readBoolean()) {
      throw Failure.read(told);
    }
    return answer.read(told);
  }

  /** The same for what has no answer. */
  void tell(Request request, Arguments arguments) throws IOException {
    ask(request, arguments, in -> true);
  }

  private byte[] exchange(byte[] message) throws IOException {
    Words.write(out, message);
    out.flush();
    return Words.read(in);
  }

  private static byte[] await(Future<byte[]> answered) throws IOException {
    try {
      return answered.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } catch (ExecutionException e) {
      throw new IOException("the program that stayed outside is gone", e.getCause());
    }
  }
}
