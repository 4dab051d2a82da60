package passerelle.real.lab;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import passerelle.files.Rendezvous;
import passerelle.real.porter.PersonsFiles;
import passerelle.real.porter.Porter;
import passerelle.real.sys.Daemon;
import passerelle.real.sys.Libc;

/**
 * Where the program that root has started meets the one that goes on inside, who is nobody's id and
 * could neither read nor write his files: a socket in the enclosure's private directory, which is
 * gone as soon as they have met.
 */
final class Lodge {
  /** Says to the program inside that somebody stays outside. */
  static final String PROPERTY = "passerelle.porter";

  /** The socket inside at which other terminals join, while there is one. */
  static final String JOINED = "joined";

  private static final String SOCKET = "porter";
  private static final int SIGINT = 2;
  private static final int SIGQUIT = 3;
  private static final Pointer IGNORED = Pointer.createConstant(1);
  private static final long LOOK_AGAIN_MILLIS = 10;
  private static final long LOOK_FOR_LAB_MILLIS = 200;

  private Lodge() {}

  /**
   * Stays outside until the program inside has ended; its exit status. What is pressed at the
   * terminal is for that one.
   *
   * @param way the first process of the way in, a child of the calling thread
   */
  static int stay(int way, Path directory) {
    Libc.signal(SIGINT, IGNORED);
    Libc.signal(SIGQUIT, IGNORED);
    Path socket = Path.of("/proc/" + way + "/root" + directory.resolve(SOCKET));
    Daemon.start("porter", () -> serve(socket));
    Optional<Path> sign = meetingPlace();
    sign.ifPresent(
        link -> show(link, Path.of("/proc/" + way + "/root" + directory.resolve(JOINED))));
    int[] status = new int[1];
    Libc.waitpid(way, status, 0);
    sign.ifPresent(Lodge::remove);
    int signal = status[0] & 0x7f;
    return signal == 0 ? status[0] >> 8 & 0xff : 128 + signal;
  }

  /** Where others look for a lab of this process; empty where they cannot. */
  static Optional<Path> meetingPlace() {
    try {
      return Optional.of(Rendezvous.of(System.getenv()).mine());
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /** As soon as there is a socket inside, a link outside leads to it. */
  private static void show(Path link, Path socket) {
    Daemon.start("sign", () -> link(link, socket));
  }

  private static void link(Path link, Path socket) {
    try {
      while (!Files.exists(socket)) {
        Thread.sleep(LOOK_FOR_LAB_MILLIS);
      }
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, socket);
    } catch (IOException | InterruptedException ended) {
      return; // The lab cannot be joined.
    }
  }

  private static void remove(Path link) {
    try {
      Files.deleteIfExists(link);
    } catch (IOException gone) {
      return;
    }
  }

  private static void serve(Path socket) {
    try (SocketChannel connection = connect(socket)) {
      Porter.serve(connection);
    } catch (IOException | InterruptedException ended) {
      return; // The program inside says what it misses.
    }
  }

  private static SocketChannel connect(Path socket) throws IOException, InterruptedException {
    while (true) {
      if (Files.exists(socket)) {
        try {
          return SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException notYet) {
          Thread.sleep(LOOK_AGAIN_MILLIS);
        }
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
  }

  /** Inside: the files of the person, as soon as the two have met. */
  static CompletableFuture<FileSystem> meet(Path directory) {
    return CompletableFuture.supplyAsync(
        () -> {
          Path socket = directory.resolve(SOCKET);
          try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            PersonsFiles files = new PersonsFiles(server.accept());
            Files.delete(socket);
            return files;
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        },
        task -> Daemon.start("meeting the porter", task));
  }
}
