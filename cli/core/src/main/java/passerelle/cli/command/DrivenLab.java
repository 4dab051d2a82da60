package passerelle.cli.command;

import java.util.Optional;
import passerelle.cli.lab.Lab;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.LabSession;

/** A lab driven by a transcript, lab commands included. */
public interface DrivenLab extends LabSession {
  /** Whether a line with a prompt is done at the window of a number. */
  boolean leadsTo(int window, String prompt);

  /** The lab as it is now: a lab command may have put another one in the first one's place. */
  Lab lab();

  /** The capture of its packets, going on or stopped. */
  Optional<Recording> recording();

  /** How a lab is driven as a transcript asks: as at a terminal, or as a script. */
  interface Opener {
    DrivenLab open(Lab lab, LabRequest request);
  }
}
