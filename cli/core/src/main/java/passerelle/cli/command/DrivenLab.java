package passerelle.cli.command;

import passerelle.cli.lab.Lab;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.LabSession;

/** A lab driven by a transcript, with the lab commands that are understood there. */
public interface DrivenLab extends LabSession {
  LabCommands commands();

  /** Whether a line with a prompt is done at the window of a number. */
  boolean leadsTo(int window, String prompt);

  /** The lab as it is now: a lab command may have put another one in the first one's place. */
  default Lab lab() {
    return commands().lab();
  }

  /** How a lab is driven as a transcript asks: as at a terminal, or as a script. */
  interface Opener {
    DrivenLab open(Lab lab, LabRequest request);
  }
}
