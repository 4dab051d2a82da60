package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;

/** {@code <(...)}, by the names below {@code /dev/fd}; what is expected was printed by bash 5.2. */
class ProcessSubstitutionTest {
  private Lab lab;

  @BeforeEach
  void open() throws Exception {
    lab = Labs.open();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String host(String line) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    lab.run(
        "host",
        line,
        bytes -> {
          screen.writeBytes(bytes);
          return true;
        });
    return screen.toString(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("Programs, builtins and redirections read what commands print")
  void programsBuiltinsAndRedirectionsReadWhatCommandsPrint() {
    assertEquals("a\nb\n", host("cat <(echo a) <(echo b)"));
    assertEquals("/dev/fd/63 /dev/fd/62\n", host("echo <(true) <(true)"));
    assertEquals("a\tb\n", host("paste <(echo a) <(echo b)"));
    assertEquals(
        "2 two\n", host("readarray -t a < <(printf 'one\\ntwo\\n'); echo ${#a[@]} ${a[1]}"));
    assertEquals(
        "got x\ngot y\n", host("while read -r l; do echo \"got $l\"; done < <(echo x; echo y)"));
  }

  @Test
  @DisplayName("It is open until its command has ended, and leaves the status to that")
  void itIsOpenUntilItsCommandHasEnded() {
    assertEquals("inner\ninner\n", host("f() { cat \"$1\"; cat $1; }; f <(echo inner)"));
    assertEquals("/dev/fd/63\n/dev/fd/63\n", host("for i in 1 2; do echo <(echo $i); done"));
    assertEquals("0\n", host("false; cat <(false); echo $?"));
    assertEquals("0\n1\n2\n", host("cat <(true); ls /proc/$$/fd"));
  }
}
