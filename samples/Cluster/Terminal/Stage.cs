using Cluster.Physics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cluster.Terminal;

/// <summary>Shows a controller at work: the cart on its rail, and the pole, as a picture of the terminal.</summary>
internal sealed class Stage
{
    private const int Width = 44, Height = 22, RailRow = 12;
    private const double PoleLength = 9;

    private float[] _parameters = [];
    private CartPole _cart;
    private int _ticks = Episode.Ticks;
    private long _episode;

    /// <summary>The controller that is shown from the next episode on.</summary>
    public float[]? Next { private get; set; }

    /// <summary>Lets some time go by, and draws.</summary>
    public IRenderable Draw(int ticks)
    {
        if (_ticks >= Episode.Ticks && Next is not null)
        {
            (_parameters, _cart, _ticks) = (Next, Episode.Hanging(_episode++), 0);
        }

        for (int tick = 0; tick < ticks && _ticks < Episode.Ticks && _parameters.Length > 0; tick++, _ticks++)
        {
            _cart.Step(Episode.Push(_parameters, _cart));
        }

        var canvas = new Canvas(Width, Height) { PixelWidth = 1, Scale = false };
        for (int x = 0; x < Width; x++)
        {
            canvas.SetPixel(x, RailRow + 1, Color.Grey23);
        }

        int middle = (int)Math.Round((Width - 1) / 2.0 * (1 + 0.8 * _cart.X / CartPole.Rail));
        for (int x = middle - 3; x <= middle + 3; x++)
        {
            Set(canvas, x, RailRow, Color.SteelBlue1);
        }

        // Characters are twice as high as wide.
        Color colour = _cart.Height > 0.9 ? Color.Green3 : _cart.Height > 0.5 ? Color.Gold1 : Color.Orange4_1;
        for (double along = 0; along <= PoleLength; along += 0.25)
        {
            Set(canvas, middle + (int)Math.Round(2 * along * Math.Sin(_cart.Angle)), RailRow - 1 - (int)Math.Round(along * Math.Cos(_cart.Angle)), colour);
        }

        return canvas;
    }

    private static void Set(Canvas canvas, int x, int y, Color colour)
    {
        if (x is >= 0 and < Width && y is >= 0 and < Height)
        {
            canvas.SetPixel(x, y, colour);
        }
    }
}
