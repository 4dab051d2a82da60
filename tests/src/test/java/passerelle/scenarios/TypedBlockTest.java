package passerelle.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.scenarios.format.LoosePrompt;
import passerelle.scenarios.format.TypedBlock;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.Scripts;

/** What of a block that is pasted or printed is typed, and where. */
class TypedBlockTest {
  private static final TypedBlock.Shell SHELL =
      new TypedBlock.Shell() {
        @Override
        public boolean isUnfinished(String command) {
          return Scripts.isIncomplete(Dialect.BASH, command);
        }

        @Override
        public boolean isCommand(String word) {
          return Set.of("docker", "ip", "ping", "cat", "host", "hostname", "exit").contains(word);
        }
      };

  private static List<String> commands(String block) {
    return TypedBlock.of(block.lines().toList(), SHELL).stream()
        .map(TypedBlock.Typed::command)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$ docker ps                          | Here[]",
        "host$ docker ps                      | Named[place=Host[name=host]]",
        "web# docker ps                       | Named[place=Container[name=web]]",
        "lab> docker ps                       | Named[place=Lab[]]",
        "/ # docker ps                        | Opened[root=true]",
        "~ $ docker ps                        | Opened[root=false]",
        "~$ docker ps                         | Here[]",
        "~/lab$ docker ps                     | Here[]",
        "/usr/share/nginx # docker ps         | Opened[root=true]",
        "bash-5.2# docker ps                  | Opened[root=true]",
        "sh-4.4$ docker ps                    | Opened[root=false]",
        "root@3f4e8a9b7c6d:/# docker ps       | Login[machine=3f4e8a9b7c6d, root=true]",
        "root@3f4e8a9b7c6d:/var/log# docker ps| Login[machine=3f4e8a9b7c6d, root=true]",
        "user@vm:~$ docker ps                 | Login[machine=vm, root=false]",
        "(base) me@mac ~ % docker ps          | Login[machine=mac, root=false]",
        "[root@vm ~]# docker ps               | Login[machine=vm, root=true]",
        "vm:~$ docker ps                      | Login[machine=vm, root=false]",
        "vm:/# docker ps                      | Login[machine=vm, root=true]",
        "❯ docker ps                          | Here[]",
        "λ docker ps                          | Here[]",
        "(venv) $ docker ps                   | Here[]",
        "12 $ docker ps                       | Here[]",
        "3. $ docker ps                       | Here[]",
        "[4]$ docker ps                       | Here[]",
        "PS> docker ps                        | Here[]",
        "🐳  → docker ps                      | Here[]",
        "[2] 🐳  → docker ps                  | Here[]",
        "➜ ~ docker ps                        | Here[]",
        "[node1] (local) root@192.168.0.8 ~ $ docker ps | Here[]",
        "ubuntu@ip-10-0-0-1:~$ docker ps      | Login[machine=ip-10-0-0-1, root=false]",
        "MacBook:~ me$ docker ps              | Login[machine=MacBook, root=false]",
        "[root@host ~]# docker ps             | Login[machine=host, root=true]",
        "~/work $ docker ps                   | Opened[root=false]",
        "% docker ps                          | Root[]",
        "> docker ps                          | Root[]",
        "➜  ~ docker ps                       | Here[]",
        "PS C:\\Users\\me> docker ps          | Here[]",
        "# docker ps                          | Root[]"
      })
  void promptsTellWhereTheirCommandsRun(String line, String where) {
    LoosePrompt prompt = LoosePrompt.of(line).orElseThrow();
    assertEquals("docker ps", prompt.rest());
    assertEquals(where, prompt.where().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "80/tcp -> 0.0.0.0:8080",
        "172.17.0.2",
        "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536",
        "-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE",
        "PING 172.17.0.2 (172.17.0.2): 56 data bytes",
        "http://192.0.2.10:8080/ # the laptop's view",
        "rtt min/avg/max/mdev = 0.1/0.2/0.3/0.0 ms",
        "#!/bin/sh",
        "costs $5"
      })
  void outputHasNoPrompt(String line) {
    assertTrue(LoosePrompt.of(line).isEmpty(), line);
  }

  @Test
  void inABlockWithPromptsOtherLinesAreOutputThatIsNotRun() {
    List<TypedBlock.Typed> typed =
        TypedBlock.of(
            List.of("$ docker ps", "docker is fine", "", "# not a command", "", "$ ip a"), SHELL);
    assertEquals("docker ps", typed.get(0).command());
    assertEquals(List.of("docker is fine", "", "# not a command"), typed.get(0).output());
    assertEquals("ip a", typed.get(1).command());
    assertEquals(5, typed.get(1).line());
  }

  @Test
  void aBlockWithoutPromptsIsAllCommandsAndComments() {
    assertEquals(
        List.of("docker ps", "ip a \\\n  | head", "cat <<E\n# kept\n$ kept\nE", "ping host"),
        commands(
            "# docker ps lists them\ndocker ps\n\nip a \\\n  | head\n"
                + "cat <<E\n# kept\n$ kept\nE\nping host"));
  }

  @Test
  void aHashIsAPromptWhereNoOtherIsAndACommandFollows() {
    assertEquals(List.of("hostname", "ip a"), commands("# hostname\nhost\n# ip a\n1: lo"));
    assertEquals(List.of("ip a"), commands("# See who is there\n# ip a\n1: lo"));
    assertEquals(List.of("docker ps"), commands("# ip a\n$ docker ps"));
    assertEquals(
        List.of("ip a"),
        commands("# ip a\nip name     ip id               STP enabled\nx   8000.0"));
    assertEquals(List.of(), commands("##########\n# docker #\n##########"));
    assertEquals(List.of(), commands("# nothing here"));
  }

  @Test
  void aDollarNeedsNoBlankBehindItOrMayHaveSomeBeforeItIfACommandFollows() {
    assertEquals(List.of("docker ps", "ip a"), commands("$docker ps\n1\n  $ip a\n2: $HOME"));
    assertEquals(List.of("docker ps"), commands(" $ docker ps\nCONTAINER ID"));
    assertEquals(
        List.of("docker ps", "ip a"), commands("vm1$docker ps\nCONTAINER ID\nc1 # ip a\n1: lo"));
    assertEquals(List.of("$HOME/bin/x"), commands("$HOME/bin/x"));
  }

  @Test
  void continuedLinesAndHereDocumentsHoldWithAndWithoutTheShellsMark() {
    assertEquals(
        List.of("docker run \\\n  alpine", "docker run \\\nalpine", "cat <<E\na\nE"),
        commands(
            "$ docker run \\\n"
                + "  alpine\n"
                + "printed\n"
                + "$ docker run \\\n"
                + "> alpine\n"
                + "$ cat <<E\n"
                + "> a\n"
                + "> E\n"
                + "a"));
  }

  @Test
  void whatAHereDocumentHoldsIsNoPrompt() {
    assertEquals(
        List.of("cat > x <<E\n$ kept\n# kept\nE", "cat x"),
        commands("$ cat > x <<E\n$ kept\n# kept\nE\n$ cat x\nkept"));
    assertEquals(
        List.of("cat > x <<E\nleft out", "cat x"), commands("$ cat > x <<E\nleft out\n$ cat x"));
  }

  @Test
  void moreIsWantedOnlyForTheLastCommandOfABlock() {
    assertTrue(TypedBlock.isUnfinished(List.of("$ docker ps", "$ docker run \\"), SHELL));
    assertTrue(!TypedBlock.isUnfinished(List.of("$ docker ps", "it's up"), SHELL));
    assertTrue(TypedBlock.isUnfinished(List.of("for i in 1 2", "do ip a"), SHELL));
  }

  @Test
  void aBareSignOfRootIsAPromptBelowACommandThatOpensAShell() {
    assertEquals(
        List.of("docker exec -it web sh", "ip a", "exit", "docker ps"),
        commands(
            """
            $ docker exec -it web sh
            # ip a
            1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536
            # the other one comes later
            # exit
            $ docker ps
            # ip a is for the next chapter
            """));
    assertEquals(
        List.of("docker exec web ip a", "docker ps"),
        commands("$ docker exec web ip a\n# ping it\n$ docker ps\n"));
  }
}
