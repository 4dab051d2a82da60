package passerelle.capture;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Ethernet frames of many kinds with few addresses and ports, some cut short or damaged. */
final class RandomPackets {
  private static final int[] PORTS = {22, 53, 67, 80, 443, 8080, 40000};
  private static final int[] ADDRESSES = {
    0xc000020a, 0xc0000214, 0xac110002, 0xac110003, 0xe00000fb, 0xffffffff, 0xac11ffff, 0x0a000001
  };
  private static final int[] PROTOCOLS = {1, 6, 6, 17, 17, 132, 2, 103, 58};

  private final Random random;

  RandomPackets(long seed) {
    this.random = new Random(seed);
  }

  byte[] next() {
    ByteBuffer b = ByteBuffer.allocate(160);
    mac(b);
    mac(b);
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3, 4 -> ipv4(b);
      case 5, 6 -> ipv6(b);
      case 7, 8 -> arp(b);
      default -> llc(b);
    }
    byte[] frame = Arrays.copyOf(b.array(), Math.max(b.position(), 15));
    return damaged(frame);
  }

  private byte[] damaged(byte[] frame) {
    byte[] out = frame;
    if (random.nextInt(6) == 0) {
      out = Arrays.copyOf(out, random.nextInt(out.length + 1));
    }
    if (out.length > 0 && random.nextInt(4) == 0) {
      for (int i = random.nextInt(4); i >= 0; i--) {
        out[random.nextInt(out.length)] = (byte) random.nextInt(256);
      }
    }
    return out;
  }

  private void mac(ByteBuffer b) {
    switch (random.nextInt(4)) {
      case 0 -> b.putShort((short) -1).putInt(-1);
      case 1 -> b.putShort((short) 0x0100).putInt(0x5e0000fb);
      default -> b.putShort((short) 0x0200).putInt(0x0210 + random.nextInt(2));
    }
  }

  private int pick(int[] from) {
    return from[random.nextInt(from.length)];
  }

  private void ipv4(ByteBuffer b) {
    b.putShort((short) 0x0800);
    int words = random.nextInt(4) == 0 ? 5 + random.nextInt(3) : 5;
    int fragment = random.nextInt(5) == 0 ? random.nextInt(4) << 12 | random.nextInt(3) : 0x4000;
    int protocol = pick(PROTOCOLS);
    b.put((byte) (0x40 | words)).put((byte) 0).putShort((short) (words * 4 + 20));
    b.putShort((short) random.nextInt(65536)).putShort((short) fragment);
    b.put((byte) (1 + random.nextInt(64))).put((byte) protocol).putShort((short) 0);
    b.putInt(pick(ADDRESSES)).putInt(pick(ADDRESSES));
    for (int i = 5; i < words; i++) {
      b.putInt(0x01010101);
    }
    transport(b, protocol);
  }

  private void ipv6(ByteBuffer b) {
    b.putShort((short) 0x86dd).putInt(0x60000000);
    int protocol = pick(PROTOCOLS);
    boolean fragment = random.nextInt(5) == 0;
    b.putShort((short) 40).put((byte) (fragment ? 44 : protocol)).put((byte) 64);
    for (int i = 0; i < 2; i++) {
      b.putInt(random.nextBoolean() ? 0xfe800000 : 0x20010db8);
      b.putInt(0).putInt(0).putInt(1 + random.nextInt(2));
    }
    if (fragment) {
      b.put((byte) protocol).put((byte) 0).putShort((short) 1).putInt(7);
    }
    transport(b, protocol);
  }

  private void transport(ByteBuffer b, int protocol) {
    if (protocol == 1 || protocol == 58) {
      int[] types = {0, 3, 5, 8, 11, 128, 129, 133, 135, 136, 143};
      b.put((byte) pick(types)).put((byte) random.nextInt(5)).putShort((short) 0).putInt(5);
    } else {
      b.putShort((short) pick(PORTS)).putShort((short) pick(PORTS)).putInt(random.nextInt(100));
      b.putInt(1).put((byte) 0x50).put((byte) random.nextInt(256)).putShort((short) 64).putInt(0);
    }
    byte[] payload = new byte[random.nextInt(30)];
    random.nextBytes(payload);
    b.put(payload);
  }

  private void arp(ByteBuffer b) {
    b.putShort((short) (random.nextInt(4) == 0 ? 0x8035 : 0x0806));
    b.putShort((short) 1).putShort((short) 0x0800).putShort((short) 0x0604);
    b.putShort((short) (1 + random.nextInt(2)));
    mac(b);
    b.putInt(pick(ADDRESSES));
    mac(b);
    b.putInt(pick(ADDRESSES));
  }

  private void llc(ByteBuffer b) {
    if (random.nextBoolean()) {
      b.putShort((short) 38).putShort((short) 0x4242).put((byte) 3);
    } else {
      b.putShort((short) (random.nextBoolean() ? 0x8100 : 0x9000));
    }
    b.putLong(random.nextLong()).putLong(random.nextLong());
  }
}
