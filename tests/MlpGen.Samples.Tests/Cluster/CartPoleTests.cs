using Cluster;
using Cluster.Physics;
using Cluster.Terminal;
using MlpGen.Cluster;

namespace MlpGen.Samples.Tests.Cluster;

/// <summary>The physics are those of a pole on a cart, and what a member is worth is its own affair.</summary>
public class CartPoleTests
{
    [Fact]
    public void Without_a_push_energy_stays_and_the_centre_of_mass_does_not_move()
    {
        var cart = new CartPole { Angle = 2, X = 0.1 };
        double energy = Energy(cart), centre = Centre(cart);
        for (int tick = 0; tick < 500; tick++)
        {
            cart.Step(0);
            Assert.InRange(Energy(cart), energy - 0.05, energy + 0.05);
            Assert.InRange(Centre(cart), centre - 0.03, centre + 0.03);
        }
    }

    [Fact]
    public void A_small_swing_has_the_period_of_the_textbook()
    {
        // A rod that hangs from a cart that is free to move: ω² = g / (l·(4/3 − m/(M + m))).
        var cart = new CartPole { Angle = Math.PI + 0.01 };
        List<double> crossings = [];
        for (int tick = 0; tick < 2_000; tick++)
        {
            double before = cart.Angle - Math.PI;
            cart.Step(0);
            double after = cart.Angle - Math.PI;
            if (before < 0 && after >= 0)
            {
                crossings.Add((tick + before / (before - after)) * CartPole.Tick);
            }
        }

        double period = (crossings[^1] - crossings[0]) / (crossings.Count - 1);
        Assert.Equal(2 * Math.PI / Math.Sqrt(9.81 / (4.0 / 3 - 0.1 / 1.1)), period, 0.01);
    }

    [Fact]
    public void The_ends_of_the_rail_stop_the_cart()
    {
        var cart = new CartPole();
        for (int tick = 0; tick < 200; tick++)
        {
            cart.Step(1);
        }

        Assert.Equal((CartPole.Rail, 0), (cart.X, cart.V));
    }

    [Fact]
    public void A_member_is_worth_the_same_in_any_chunk()
    {
        float[] members = [.. Enumerable.Range(1, 6).SelectMany(seed => new Swinger(seed).Parameters.ToArray())];
        double[] together = new double[6], alone = new double[6];
        Evaluation.Evaluate(members, new MemberChunk(0, 6, 7), together);
        for (int member = 0; member < 6; member++)
        {
            Evaluation.Evaluate(
                members.AsSpan(member * Swinger.ParameterCount, Swinger.ParameterCount), new MemberChunk(member, 1, 7), alone.AsSpan(member, 1));
        }

        Assert.Equal(together, alone);
        Assert.Equal(6, together.Distinct().Count());
    }

    [Fact]
    public void A_curve_fills_columns_by_eighths_and_leaves_out_what_is_old()
    {
        Assert.Equal(["  ▄", " ██"], Curve.Draw([1, 0, 0.5, 0.75], most: 1, width: 3, height: 2));
        Assert.Equal(["▁  "], Curve.Draw([0.125], most: 1, width: 3, height: 1));
    }

    // Cart 1 kg, pole 0.1 kg and 2 m long.
    private static double Energy(CartPole cart)
    {
        double across = cart.V + Math.Cos(cart.Angle) * cart.Spin, down = Math.Sin(cart.Angle) * cart.Spin;
        return 0.5 * cart.V * cart.V + 0.05 * (across * across + down * down) + 0.5 * 0.1 / 3 * cart.Spin * cart.Spin + 0.1 * 9.81 * Math.Cos(cart.Angle);
    }

    private static double Centre(CartPole cart) => (cart.X + 0.1 * (cart.X + Math.Sin(cart.Angle))) / 1.1;
}
