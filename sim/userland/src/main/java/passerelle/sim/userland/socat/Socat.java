package passerelle.sim.userland.socat;

import java.util.List;
import java.util.Optional;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.tool.ToolFailure;

/** socat(1): opens the left address, then the right one, and copies between them. */
public final class Socat implements BlockingProgram {
  static final String RELEASE = "1.8.0.3";

  private static final String VERSION =
      "socat by Gerhard Rieger and contributors - see www.dest-unreach.org\n"
          + "socat version "
          + RELEASE
          + " on 03 Sep 2026 20:58:48\n";

  /** Options of the real one, besides those that are modelled. */
  private static final String OTHER_OPTIONS =
      "-h -hh -hhh -? -?? -??? -D -x -r -R -b -s -S -T -t"
          + " -l -ly -lf -ls -lm -lp -lu -lh -L -W -g -4 -6 -0 --statistics --experimental";

  /** Something that may end the run. */
  @FunctionalInterface
  interface Work {
    void run() throws ToolFailure;
  }

  /** Does the work of a process, and answers with its exit status. */
  static int guarded(Process self, Work work) {
    try {
      work.run();
      return 0;
    } catch (ToolFailure failure) {
      self.stderr().print(failure.getMessage());
      return failure.status();
    }
  }

  @Override
  public int run(Process self) {
    if (self.arguments().contains("-V")) {
      self.stdout().print(VERSION);
      return 0;
    }
    return guarded(self, () -> new Run(self).run());
  }

  /** One command line. */
  private static final class Run {
    private final Process self;
    private boolean leftToRight;
    private boolean rightToLeft;
    private boolean verbose;
    private int debugging;
    private long closeWait = EventLoop.SECOND / 2;

    Run(Process self) {
      this.self = self;
    }

    void run() throws ToolFailure {
      List<String> words = self.arguments();
      int options = 0;
      while (options < words.size() && isOption(words.get(options))) {
        boolean apart = words.get(options).equals("-t") && options + 1 < words.size();
        option(apart ? "-t" + words.get(++options) : words.get(options));
        options++;
      }
      SocatLog log = new SocatLog(self, debugging > 1);
      log.attendSignals();
      List<String> texts = words.subList(options, words.size());
      if (texts.size() != 2) {
        throw log.error(
            "exactly 2 addresses required (there are "
                + texts.size()
                + "); use option \"-h\" for help");
      }
      SocatAddress left = SocatAddress.parse(texts.get(0), log);
      SocatAddress right = SocatAddress.parse(texts.get(1), log);
      boolean notices = debugging > 1;
      SocatEnvironment.of(self).tellProcess(self.pid());
      Way here = leftToRight ? Way.READ : rightToLeft ? Way.WRITE : Way.BOTH;
      Way there = leftToRight ? Way.WRITE : rightToLeft ? Way.READ : Way.BOTH;
      new Opening(self, left, notices, here, Optional.empty())
          .run(
              (process, first) ->
                  new Opening(process, right, notices, there, Optional.of(first))
                      .run((last, second) -> transfer(last, first, second)));
    }

    /** A dash alone, or with options after a comma, is an address. */
    private static boolean isOption(String word) {
      return word.startsWith("-") && word.length() > 1 && !word.startsWith("-,");
    }

    private void option(String word) throws ToolFailure {
      switch (word) {
        case "-u" -> leftToRight = true;
        case "-U" -> rightToLeft = true;
        case "-v" -> verbose = true;
        case "-d", "-dd", "-ddd", "-dddd" -> debugging += word.length() - 1;
        case "-d0", "-d1", "-d2", "-d3", "-d4" -> debugging = word.charAt(2) - '0';
        default -> {
          if (word.matches("-t[0-9]{1,6}(\\.[0-9]*)?")) {
            closeWait = (long) (Double.parseDouble(word.substring(2)) * EventLoop.SECOND);
            return;
          }
          if (List.of(OTHER_OPTIONS.split(" ")).contains(word)) {
            throw ToolFailure.notModelled("socat", "option " + word);
          }
          throw new SocatLog(self, false)
              .error("unknown option \"" + word + "\"; use option \"-h\" for help");
        }
      }
    }

    private void transfer(Process process, End left, End right) throws ToolFailure {
      SocatLog log = new SocatLog(process, debugging > 1);
      log.notice(
          "starting data transfer loop with FDs %s and %s"
              .formatted(left.descriptors(), right.descriptors()));
      new Transfer(process, log, left, right, verbose)
          .ways(!rightToLeft, !leftToRight)
          .closeWait(closeWait)
          .run();
      left.wire().close();
      right.wire().close();
      log.notice("exiting with status 0");
    }
  }
}
