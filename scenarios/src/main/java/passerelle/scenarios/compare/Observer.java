package passerelle.scenarios.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import passerelle.kernel.CapturedDevice;
import passerelle.kernel.CapturedFrame;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.kernel.NetnsSnapshot;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Part.Step;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabFactory;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.LabSession;

/** Runs a transcript and writes down what can be seen of the lab meanwhile. */
public final class Observer implements AutoCloseable {
  /**
   * After the last command frames may still be on their way: an answer, the end of a TCP talk, or
   * word of a neighbour that did not answer three questions, a second apart.
   */
  private static final long SETTLING = 3_400_000_000L;

  /** Seconds that a neighbour which is asked for again has: five of delay, three questions. */
  private static final int LONGEST_QUESTION = 9;

  private static final long SECOND = 1_000_000_000L;

  /** Somebody is asked for again, and it is a matter of seconds whether that has failed yet. */
  private static final Predicate<NetnsSnapshot> ASKING =
      snapshot -> snapshot.neighbours().stream().anyMatch(n -> n.state().matches("DELAY|PROBE"));

  private final LabSession lab;
  private final List<Long> atLeast;
  private final List<Long> pace = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private final List<Observation.Seen> frames = new ArrayList<>();
  private Recording recording;
  private long missed;

  private Observer(LabSession lab, List<Long> atLeast) throws LabException {
    this.lab = lab;
    this.atLeast = atLeast;
    this.recording = new Recording(lab.kernel());
  }

  /** The same, as fast as the lab goes. */
  public static Observation run(LabFactory labs, Transcript transcript, LabRequest request)
      throws TranscriptException {
    return run(labs, transcript, request, List.of());
  }

  /**
   * What is seen of a fresh lab in which the transcript runs.
   *
   * @param atLeast the pace of an earlier run ({@link Observation#pace}): no command begins sooner
   *     after the one before it than in that run, so that what expires between them does in both
   * @throws TranscriptException if the lab cannot be had, a place is not in it, or nobody may
   *     listen there
   */
  public static Observation run(
      LabFactory labs, Transcript transcript, LabRequest request, List<Long> atLeast)
      throws TranscriptException {
    int line = 1;
    try (LabSession lab = labs.open(request);
        Observer observer = new Observer(lab, atLeast)) {
      for (Step step : transcript.steps()) {
        line = step.line();
        observer.run(step);
      }
      return observer.end();
    } catch (LabException e) {
      throw TranscriptException.at(transcript.file(), line, "lab.failed", e.getMessage());
    } catch (RuntimeException e) {
      TranscriptException broken = TranscriptException.at(transcript.file(), line, "lab.broken", e);
      broken.initCause(e);
      throw broken;
    }
  }

  private void run(Step step) throws LabException {
    long begun = recording.begin(outputs.size() + 1);
    outputs.add(lab.run(step.place(), step.command()));
    boolean fresh = lab.kernel() != recording.kernel;
    if (fresh) {
      endRecording();
      recording = new Recording(lab.kernel());
    }
    learn(false);
    pace.add(fresh ? 0 : keepPace(begun));
  }

  /**
   * Waits until the other run began its next command, too.
   *
   * @return nanoseconds since this one began
   */
  private long keepPace(long begun) {
    int done = pace.size();
    long early = (done < atLeast.size() ? begun + atLeast.get(done) : 0) - recording.now();
    if (early > 0) {
      recording.kernel.clock().advance(early);
    }
    return recording.now() - begun;
  }

  /** The devices of places in which new ones were seen, or of all, while they are there. */
  private Map<String, NetnsSnapshot> learn(boolean all) {
    Map<String, NetnsSnapshot> snapshots = new LinkedHashMap<>();
    Kernel.View view = lab.kernel().view();
    List<CapturedDevice> appeared = recording.appeared();
    lab.netnsLabels()
        .forEach(
            (netns, label) -> {
              boolean unknown =
                  recording.roles.learnPlace(netns, label)
                      | appeared.stream().anyMatch(d -> d.netns().equals(netns));
              if ((all || unknown) && view.exists(netns)) {
                NetnsSnapshot snapshot = view.snapshot(netns);
                recording.roles.learn(snapshot);
                snapshots.put(label, snapshot);
              }
            });
    return snapshots;
  }

  /**
   * The real kernel's places are looked at one after the other: a bridge, and a moment later the
   * machine behind it, whose question has passed the bridge in between. So what counts is seen
   * after a look at which nobody asked.
   */
  private Observation end() {
    recording.kernel.clock().advance(SETTLING);
    Map<String, NetnsSnapshot> snapshots = learn(true);
    boolean asked = true;
    for (int i = 0; i <= LONGEST_QUESTION && asked; i++) {
      asked = snapshots.values().stream().anyMatch(ASKING);
      recording.kernel.clock().advance(asked ? SECOND : 0);
      snapshots = learn(true);
    }
    long lasted = recording.now();
    endRecording();
    return new Observation(
        List.copyOf(outputs),
        List.copyOf(frames),
        snapshots,
        recording.roles,
        List.copyOf(pace),
        lasted,
        missed);
  }

  private void endRecording() {
    missed += recording.capture.missed();
    recording.close();
    recording.nameThoseGone();
    recording.frames().forEach(f -> frames.add(recording.seen(f)));
  }

  @Override
  public void close() {
    recording.close();
  }

  /** What the devices of one kernel see, from now on. */
  private static final class Recording {
    private final Kernel kernel;
    private final Kernel.Capture capture;
    private final Roles roles = new Roles();
    private final List<CapturedDevice> devices = new ArrayList<>();
    private final List<CapturedFrame> heard = new ArrayList<>();
    private final List<Long> beginnings = new ArrayList<>();
    private int first = 1;
    private boolean open = true;

    Recording(Kernel kernel) throws LabException {
      this.kernel = kernel;
      try {
        this.capture = kernel.captures().open(this::take, this::hear);
      } catch (KernelException e) {
        throw new LabException(e.getMessage());
      }
    }

    private synchronized boolean take(CapturedDevice device) {
      return devices.add(device);
    }

    private synchronized void hear(CapturedFrame frame) {
      heard.add(frame);
    }

    /** The devices that have come up since this was last asked. */
    synchronized List<CapturedDevice> appeared() {
      List<CapturedDevice> fresh = List.copyOf(devices);
      devices.clear();
      return fresh;
    }

    synchronized List<CapturedFrame> frames() {
      return List.copyOf(heard);
    }

    /** A command begins; frames say themselves when they were seen, and may be heard of later. */
    long begin(int command) {
      first = beginnings.isEmpty() ? command : first;
      long now = now();
      beginnings.add(now);
      return now;
    }

    long now() {
      return kernel.clock().now();
    }

    /**
     * Devices that nobody could look at are named in the order in which they appear, those first of
     * which a frame is compared.
     */
    void nameThoseGone() {
      frames().stream()
          .filter(f -> !PacketRules.isBackground(f.bytes()))
          .forEach(f -> roles.where(f.device()));
    }

    Observation.Seen seen(CapturedFrame frame) {
      int begun = beginnings.size();
      while (begun > 0 && beginnings.get(begun - 1) > frame.at()) {
        begun--;
      }
      long since = frame.at() - (begun == 0 ? 0 : beginnings.get(begun - 1));
      return new Observation.Seen(
          first + begun - 1, since, roles.where(frame.device()), frame.out(), frame.bytes(), roles);
    }

    void close() {
      if (open) {
        open = false;
        capture.close();
      }
    }
  }
}
