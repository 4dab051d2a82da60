package passerelle.real.sys;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import passerelle.kernel.KernelException;

/** poll(2). */
public final class Poll {
  private static final int POLLFD = 8;
  private static final int REVENTS = 6;
  private static final short POLLIN = 1;

  private Poll() {}

  /**
   * Waits until a descriptor can be read, at most so long; which ones can, by place in the list.
   */
  public static List<Integer> readable(List<Integer> descriptors, int millis)
      throws KernelException {
    ByteBuffer set =
        ByteBuffer.allocate(POLLFD * descriptors.size()).order(ByteOrder.nativeOrder());
    descriptors.forEach(fd -> set.putInt(fd).putShort(POLLIN).putShort((short) 0));
    SystemCall.check(() -> Libc.poll(set.array(), descriptors.size(), millis));
    List<Integer> readable = new ArrayList<>();
    for (int i = 0; i < descriptors.size(); i++) {
      if (set.getShort(i * POLLFD + REVENTS) != 0) {
        readable.add(i);
      }
    }
    return readable;
  }
}
