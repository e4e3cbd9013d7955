"""``python -m kith.synth``."""

from kith.synth.arguments import main

if __name__ == "__main__":
    main()
