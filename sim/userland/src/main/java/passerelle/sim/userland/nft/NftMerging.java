package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import passerelle.addr.Ipv4Address;
import passerelle.sim.uapi.NftElement;
import passerelle.sim.uapi.NftInterval;
import passerelle.sim.uapi.NftSetSpec;

/** A set with {@code auto-merge}: neighbours become one interval (src/intervals.c). */
record NftMerging(NftSetSpec spec) {
  /** As the set is declared with. */
  static final String WORD = "auto-merge";

  /** Whether a set is one. */
  static boolean isIn(NftSetSpec spec) {
    return spec.flags().contains(WORD);
  }

  /** The elements in their order, those that touch each other as one ({@code set_automerge}). */
  List<NftElement> merged(List<NftElement> all) {
    List<NftElement> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparingLong(element -> element.values().low()));
    List<NftElement> out = new ArrayList<>();
    for (NftElement next : sorted) {
      NftElement last = out.isEmpty() ? null : out.get(out.size() - 1);
      if (last != null && next.values().low() <= last.values().high() + 1) {
        long high = Math.max(last.values().high(), next.values().high());
        NftInterval ends = high == next.values().high() ? next.values() : last.values();
        out.set(out.size() - 1, with(last, last.values().low(), last.values(), high, ends));
      } else {
        out.add(next);
      }
    }
    return out;
  }

  /**
   * Takes values out of the element that has them ({@code set_delete}).
   *
   * @return false when no element has them all
   */
  boolean remove(List<NftElement> all, NftInterval gone) {
    for (int i = 0; i < all.size(); i++) {
      NftElement there = all.get(i);
      NftInterval its = there.values();
      if (its.covers(gone)) {
        all.remove(i);
        if (gone.high() < its.high()) {
          all.add(i, with(there, gone.high() + 1, null, its.high(), its));
        }
        if (its.low() < gone.low()) {
          all.add(i, with(there, its.low(), its, gone.low() - 1, null));
        }
        return true;
      }
    }
    return false;
  }

  /** An element with other ends, each written as where it comes from, or as the number it is. */
  private NftElement with(
      NftElement element, long low, NftInterval start, long high, NftInterval end) {
    NftInterval values = new NftInterval(low, high, text(low, start, high, end));
    return new NftElement(
        values, element.verdict(), element.data(), element.timeout(), element.expires());
  }

  private String text(long low, NftInterval start, long high, NftInterval end) {
    if (!spec.type().equals("ipv4_addr")) {
      String first = start == null ? "" + low : start.text().replaceFirst("(?<=.)-.*", "");
      String last = end == null ? "" + high : end.text().replaceFirst("^.+-", "");
      return low == high ? first : first + "-" + last;
    }
    String first = new Ipv4Address((int) low).toString();
    long size = high - low + 1;
    boolean network = Long.bitCount(size) == 1 && low % size == 0;
    if (network) {
      return first + (size == 1 ? "" : "/" + (Integer.SIZE - Long.numberOfTrailingZeros(size)));
    }
    return first + "-" + new Ipv4Address((int) high);
  }
}
