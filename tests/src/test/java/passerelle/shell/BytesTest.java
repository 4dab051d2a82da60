package passerelle.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;
import passerelle.text.ByteText;

/** Bytes are bytes, through text, files, pipes, sockets and logs; text is UTF-8. */
class BytesTest {
  private final SimLab lab = Labs.open();

  @AfterEach
  void close() {
    lab.close();
  }

  private String run(String line) {
    return Labs.run(lab, line);
  }

  /** How many bytes are left when those of a set are taken away. */
  private String without(String set, String source) {
    return run(source + " | tr -d '" + set + "' | wc -c").strip();
  }

  @Property(tries = 500, seed = "7")
  void whatWasDecodedIsEncodedAgain(@ForAll byte[] bytes) {
    assertArrayEquals(bytes, ByteText.encode(ByteText.decode(bytes)));
  }

  @Test
  void aByteIsOne() {
    assertEquals("2", run("printf '\\xff\\xfe' | wc -c").strip());
    assertEquals("3", run("echo -e '\\xff\\0376' | wc -c").strip());
    assertEquals("1", run("x=$'\\xff'; printf %s \"$x\" | wc -c").strip());
    assertEquals("0", without("\\377\\376", "printf '\\xff\\xfe'"));
  }

  @Test
  void textIsUtf8() {
    assertEquals("é\n", run("echo é"));
    assertEquals("3", run("echo é | wc -c").strip());
    assertEquals("1\n", run("x=é; echo ${#x}"));
    assertEquals("é same\n", run("printf '\\xc3\\xa9'; [ $'\\xc3\\xa9' = é ] && echo ' same'"));
  }

  @Test
  void theyPassFilesVariablesAndTools() {
    run("printf 'a\\xffb\\n\\xfe\\n' > /tmp/x");
    assertEquals("6 /tmp/x\n", run("wc -c /tmp/x"));
    for (String way : new String[] {"cat", "grep -a .", "sed s/a/a/", "sort", "awk '{print $0}'"}) {
      assertEquals("4", without("\\377\\376", way + " /tmp/x"), way);
    }
    assertEquals("2", without("\\377\\376", "x=$(cat /tmp/x | tr -d '\\n'); printf %s \"$x\""));
  }

  @Test
  void theyPassSocketsAndLogs() {
    run("nc -l -p 99 > /tmp/got &");
    run("printf '\\xff\\x00\\x80\\xc3' | nc -N 127.0.0.1 99; sleep 1");
    assertEquals("4 /tmp/got\n", run("wc -c /tmp/got"));
    assertEquals("0", without("\\377\\000\\200\\303", "cat /tmp/got"));
    run("docker run --name box alpine printf '\\xff\\xc3\\xa9\\xfe'");
    assertEquals("0", without("\\377\\303\\251\\376", "docker logs box"));
    assertEquals("4", run("docker logs box | wc -c").strip());
  }
}
