package dev.confab.system.fuzz;

import java.io.IOException;

/// Everything that can be said on `/chat/socket`: by turns the bytes of frames and their JSON.
final class SocketFrames implements Fuzzer {
  private final World world;
  private final WireCases wire;
  private final FrameTexts texts;

  SocketFrames(World world) {
    this.world = world;
    this.wire = new WireCases(world);
    this.texts = new FrameTexts(world);
  }

  @Override
  public String name() {
    return "frames";
  }

  @Override
  public void tryCase(Dice dice, Attempt attempt) throws IOException {
    world.turn();
    if (dice.onceIn(2)) {
      wire.tryCase(dice, attempt);
    } else {
      texts.tryCase(dice, attempt);
    }
  }

  @Override
  public void close() throws IOException {
    texts.close();
  }
}
