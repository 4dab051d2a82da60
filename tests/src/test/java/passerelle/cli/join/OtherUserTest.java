package passerelle.cli.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Function;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import passerelle.files.Rendezvous;

/** Another user of the machine cannot come to a lab, whatever that user knows of it. */
class OtherUserTest {
  private static final int NOBODY = 65534;

  /** {@code setresuid(2)} as a system call, which changes one thread only. */
  private static final Map<String, Long> SETRESUID = Map.of("amd64", 117L, "aarch64", 147L);

  @TempDir private Path runtime;

  @BeforeEach
  void onlyRootCanBeSomebodyElse() throws IOException {
    boolean root = System.getProperty("user.name").equals("root");
    assumeTrue(root, "only root can try to come in as somebody else");
    assumeTrue(SETRESUID.containsKey(System.getProperty("os.arch")), "an unknown processor");
    Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private interface Deed {
    void run() throws IOException;
  }

  /** Does it as nobody, in a thread that is nobody's for good. */
  private static String refusal(Deed deed) {
    CompletableFuture<String> outcome = new CompletableFuture<>();
    new Thread(
            () -> {
              long call = SETRESUID.get(System.getProperty("os.arch"));
              Function system = Function.getFunction("c", "syscall");
              long failed = system.invokeLong(new Object[] {call, NOBODY, NOBODY, NOBODY});
              try {
                deed.run();
                outcome.complete(failed == 0 ? "let in" : "still root");
              } catch (IOException refused) {
                outcome.complete(String.valueOf(refused.getMessage()));
              }
            })
        .start();
    return outcome.join();
  }

  @Test
  void theSocketOfALabIsClosedToOthers() throws IOException {
    Rendezvous rendezvous = Rendezvous.of(Map.of("XDG_RUNTIME_DIR", runtime.toString()));
    try (Rendezvous.Meeting meeting = rendezvous.begin()) {
      assertTrue(meeting.socket().isOpen());
      UnixDomainSocketAddress address = UnixDomainSocketAddress.of(rendezvous.mine());
      try (SocketChannel mine = SocketChannel.open(address)) {
        assertTrue(mine.isConnected());
      }
      assertEquals("Permission denied", refusal(() -> SocketChannel.open(address).close()));
      // Even where the directory were open, the socket itself is not.
      Files.setPosixFilePermissions(
          rendezvous.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
      assertEquals("Permission denied", refusal(() -> SocketChannel.open(address).close()));
    }
  }

  @Test
  void aSocketThatSomebodyElseHasLaidOutIsNotJoined() throws IOException {
    Path directory = runtime.resolve("passerelle");
    Files.createDirectory(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (ServerSocketChannel trap = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      trap.bind(UnixDomainSocketAddress.of(directory.resolve("4711.sock")));
      Rendezvous rendezvous = Rendezvous.of(Map.of("XDG_RUNTIME_DIR", runtime.toString()));
      IOException refused = assertThrows(IOException.class, rendezvous::partners);
      assertEquals(directory + " is not this user's alone", refused.getMessage());
    }
  }
}
