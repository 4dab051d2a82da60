package passerelle.cli.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import passerelle.cli.Labs;
import passerelle.cli.command.LabCommands;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.real.RealLab;
import passerelle.cli.repl.Company;
import passerelle.cli.session.Session;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.files.MemoryFiles;
import passerelle.files.Rendezvous;
import passerelle.text.Language;

/** Who comes to a lab by its socket, well-behaved or not. */
class DoorTest {
  private static final String CTRL_C = "\u0003";

  @TempDir private Path runtime;
  private Optional<Door> door = Optional.empty();
  private Optional<LabCommands> commands = Optional.empty();

  private Rendezvous open(Lab lab) {
    Rendezvous rendezvous = Rendezvous.of(Map.of("XDG_RUNTIME_DIR", runtime.toString()));
    LabCommands both = Session.commands(lab, Language.EN, new MemoryFiles());
    commands = Optional.of(both);
    door =
        Optional.of(
            Door.open(rendezvous, new Company(both, Optional.empty(), OptionalDouble.of(1))));
    return rendezvous;
  }

  @AfterEach
  void close() {
    door.ifPresent(Door::close);
    commands.ifPresent(both -> both.lab().close());
  }

  @Test
  void whatIsNoMessageIsSentAwayAndTheLabGoesOn() throws Exception {
    Rendezvous rendezvous = open(Labs.open());
    try (JoinedTerminal good = JoinedTerminal.open(rendezvous)) {
      good.type("ping 192.0.2.1\r");
      good.await("icmp_seq=2");
      try (JoinedTerminal stranger = JoinedTerminal.silent(rendezvous)) {
        stranger.send(Frame.of(Frame.Kind.HELLO, "passerelle 1 ../../etc 80 24 yes"));
        stranger.await("another version of Passerelle");
        assertEquals(1, stranger.end());
      }
      for (String bytes :
          new String[] {"GET / HTTP/1.1\r\n\r\n", "H\u007f\u007f\u007f\u007f", "K\0\0\0\1x"}) {
        try (JoinedTerminal stranger = JoinedTerminal.silent(rendezvous)) {
          stranger.lab().write(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
          assertTrue(stranger.end() != 0);
        }
      }
      try (JoinedTerminal rude = JoinedTerminal.open(rendezvous)) {
        rude.type("printf '\0\u0001\u009f\ufffd\u001b[6n");
        rude.send(Frame.of(Frame.Kind.SIZE, "-1 99999999999"));
        rude.send(Frame.of(Frame.Kind.SIZE, "0 0"));
        rude.send(Frame.of(Frame.Kind.OUTPUT, "no message for a lab"));
        rude.end();
      }
      good.await("icmp_seq=4");
      good.type(CTRL_C);
      assertTrue(good.await("host$").contains(" 0% packet loss"));
    }
  }

  @Test
  void aLinePastedAndATerminalClosedInItsMiddleAreNothingToTheOthers() throws Exception {
    Rendezvous rendezvous = open(Labs.open());
    try (JoinedTerminal good = JoinedTerminal.open(rendezvous)) {
      for (String half :
          new String[] {"docker run -", "echo 'half", "for i in 1 2; do\r", "cat <<E\r"}) {
        try (JoinedTerminal other = JoinedTerminal.open(rendezvous)) {
          other.type(half);
        }
      }
      assertTrue(good.line("echo fine").contains("fine"));
    }
  }

  @Test
  void aLabIsKnownByWhatWasDoneThere() throws Exception {
    Rendezvous rendezvous = open(Labs.open());
    try (JoinedTerminal terminal = JoinedTerminal.open(rendezvous)) {
      assertEquals(Optional.of(new Acquaintance(0, "")), about(rendezvous));
      terminal.line("docker run -d --name web nginx");
      Acquaintance known = new Acquaintance(1, "host$ docker run -d --name web nginx");
      assertEquals(Optional.of(known), about(rendezvous));
    }
  }

  private static Optional<Acquaintance> about(Rendezvous rendezvous) throws Exception {
    try (Rendezvous.Partner lab = rendezvous.partners().get(0)) {
      return Acquaintance.of(lab);
    }
  }

  @Test
  void theSocketOfALabThatWasKilledGoesWhenTheNextBegins() throws Exception {
    Path directory = Rendezvous.of(Map.of("XDG_RUNTIME_DIR", runtime.toString())).mine();
    Path dead = directory.resolveSibling("99.sock");
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(dead));
    }
    assertTrue(Files.exists(dead));
    open(Labs.open());
    long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (Files.exists(dead)) {
      // The door opens a moment after the lab.
      assertTrue(System.nanoTime() < patience, "it is still there");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  @Test
  void aTerminalThatVanishesAtAnyMomentLeavesNothingBehind() throws Exception {
    Rendezvous rendezvous = open(Labs.open());
    try (JoinedTerminal good = JoinedTerminal.open(rendezvous)) {
      String before = good.line("ps -e | wc -l").strip();
      for (int seen = 0; seen < 900; seen += 90) {
        try (JoinedTerminal other = JoinedTerminal.open(rendezvous)) {
          other.type(
              "ip addr\rdocker run --rm alpine ping -c 2 192.0.2.20\rsleep 1 | cat\r"
                  + "docker run -ti --rm alpine sh\rping 192.0.2.20\rcat > /tmp/x\rhalf");
          other.awaitMore(seen);
          other.vanish();
        }
      }
      // What hears the end of its terminal ends, a container's clean-up and all.
      good.line("until [ -z \"$(docker ps -q)\" ]; do sleep 1; done");
      assertEquals(before, good.line("ps -e | wc -l").strip());
      assertTrue(good.line("echo fine").contains("fine"));
    }
  }

  @Test
  @Tag("real")
  void onTheRealKernelAServerInOneTalksWithTheClientInTheOther() throws Exception {
    EngineSettings engine = EngineSettings.defaults(EngineVersion.DEFAULT.profile());
    LabSettings settings = new LabSettings(engine, "course", LabSettings.DEFAULT_SEED);
    Rendezvous rendezvous = open(RealLab.open(settings));
    try (JoinedTerminal one = JoinedTerminal.open(rendezvous);
        JoinedTerminal other = JoinedTerminal.open(rendezvous)) {
      one.type("nc -l -p 8000\r");
      other.type("echo rea''dy; until nc 192.0.2.10 8000; do sleep 0.1; done\r");
      other.await("ready");
      other.type("question\r");
      one.await("question");
      one.type("answer\r");
      other.await("answer");
      other.type(CTRL_C);
      other.await("host$");
      one.await("host$");
      other.type("docker run -ti --rm --name box alpine sh\r");
      other.await("box#");
      assertTrue(one.line("docker ps").contains("box"));
      one.type("sleep 1000\r");
      other.type("hostname\r");
      other.await("box#");
      one.vanish();
      other.type("exit\r");
      other.await("host$");
      other.line("while pidof sleep; do sleep 0.1; done");
    }
  }
}
