package passerelle.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.addr.IpAddress;

/** What comes to a socket by the address it is bound to. */
class WaitingSocketTest {
  private static final List<String> ADDRESSES =
      List.of("127.0.0.1", "172.17.0.2", "::1", "2001:db8::2");

  @ParameterizedTest(name = "{0}, v6only {1}: {2}")
  @CsvSource({
    "0.0.0.0, false, 127.0.0.1 172.17.0.2",
    "::, false, 127.0.0.1 172.17.0.2 ::1 2001:db8::2",
    "::, true, ::1 2001:db8::2",
    "127.0.0.1, false, 127.0.0.1",
    "::1, false, ::1",
    "172.17.0.2, false, 172.17.0.2"
  })
  void takes(String bound, boolean v6only, String taken) {
    NetnsSnapshot.Socket socket = new NetnsSnapshot.Socket("tcp", bound, v6only, 80, "nginx");
    Stream<String> comes =
        ADDRESSES.stream().filter(to -> socket.takes(IpAddress.parse(to).orElseThrow()));
    assertEquals(taken, comes.collect(Collectors.joining(" ")));
  }
}
