package passerelle.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import passerelle.cli.session.SimLabFactory;
import passerelle.kernel.NetnsSnapshot;
import passerelle.packet.Background;
import passerelle.packet.codec.Codec;
import passerelle.scenarios.Requests;
import passerelle.scenarios.compare.KnownDifferences;
import passerelle.scenarios.compare.Observation;
import passerelle.scenarios.compare.Observer;
import passerelle.scenarios.compare.Report;
import passerelle.scenarios.compare.Twins;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.replay.LabFactory;
import passerelle.scenarios.replay.LabRequest;

/** A session with traffic of every kind, run in two labs that differ in all that is drawn. */
final class Runs {
  /** Its last command leaves a connection, neighbours and forwarding entries behind. */
  private static final String SESSION =
      """
      ```console
      host$ docker network create -d bridge app
      host$ docker run -d --name web -p 8080:80 nginx
      host$ docker run -d --name tools --network app nicolaka/netshoot sleep 1000
      laptop$ curl -s http://192.0.2.10:8080/
      tools# dig +short example.com
      tools# ping -c 2 -s 2000 192.0.2.20
      laptop$ ping -c 1 -t 1 198.51.100.80
      laptop$ echo hello | nc -u -w 1 192.0.2.10 9
      tools# curl -s http://example.com/
      host$ ping -c 1 172.17.0.2
      ```
      """;

  static final Transcript TRANSCRIPT = parse(SESSION);
  private static final Transcript NOTHING_TYPED = parse("Nothing.\n");

  private Runs() {}

  static Transcript parse(String text) {
    try {
      return Transcript.parse("session.md", text);
    } catch (TranscriptException e) {
      throw new IllegalStateException(e);
    }
  }

  static LabRequest request() {
    return Requests.simulated("28.5", "stand-in", "session");
  }

  /** Simulated labs that draw otherwise, whichever kernel they are asked for. */
  static LabFactory drawing(long seed) {
    return r ->
        new SimLabFactory()
            .open(
                new LabRequest(
                    r.engine(),
                    KernelKind.SIM,
                    r.images(),
                    r.name(),
                    seed,
                    r.language(),
                    r.typing(),
                    r.outputs()));
  }

  /** What was seen, without what kernels say of their own accord at moments that they draw. */
  static Observation of(Transcript transcript, long seed) {
    try {
      Observation run = Observer.run(drawing(seed), transcript, request());
      return withFrames(run, run.frames().stream().filter(f -> !isBackground(f)).toList());
    } catch (TranscriptException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isBackground(Observation.Seen frame) {
    return Codec.decode(frame.bytes()).filter(f -> Background.is(f.packet())).isPresent();
  }

  static Report compare(Observation sim, Observation real) {
    return new Twins(drawing(1), drawing(1), KnownDifferences.NONE)
        .compare(TRANSCRIPT, "session", sim, real);
  }

  /** The frames alone, where what was typed and printed is out of the question. */
  static Report compareFrames(Observation sim, Observation real) {
    return new Twins(drawing(1), drawing(1), KnownDifferences.NONE)
        .compare(NOTHING_TYPED, "session", sim, real);
  }

  /** Some station's address, of those that nobody draws. */
  static byte[] mac(int last) {
    return new byte[] {2, 0, 0, 0, 2, (byte) last};
  }

  static Observation withFrames(Observation run, List<Observation.Seen> frames) {
    return new Observation(
        run.outputs(),
        frames,
        run.snapshots(),
        run.roles(),
        run.pace(),
        run.lasted(),
        run.missed());
  }

  static Observation.Seen withBytes(Observation.Seen frame, byte[] others) {
    return new Observation.Seen(
        frame.command(), frame.since(), frame.where(), frame.out(), others, frame.roles());
  }

  static Observation withFrame(Observation run, int index, byte[] bytes) {
    List<Observation.Seen> frames = new ArrayList<>(run.frames());
    frames.set(index, withBytes(frames.get(index), bytes));
    return withFrames(run, frames);
  }

  static Observation withOutput(Observation run, int command, Output output) {
    List<Output> outputs = new ArrayList<>(run.outputs());
    outputs.set(command - 1, output);
    return new Observation(
        outputs,
        run.frames(),
        run.snapshots(),
        run.roles(),
        run.pace(),
        run.lasted(),
        run.missed());
  }

  static Observation withState(Observation run, String place, UnaryOperator<NetnsSnapshot> change) {
    Map<String, NetnsSnapshot> snapshots = new LinkedHashMap<>(run.snapshots());
    snapshots.computeIfPresent(place, (p, s) -> change.apply(s));
    return new Observation(
        run.outputs(),
        run.frames(),
        snapshots,
        run.roles(),
        run.pace(),
        run.lasted(),
        run.missed());
  }
}
