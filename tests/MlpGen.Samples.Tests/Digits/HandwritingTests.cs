using Digits.Data;

namespace MlpGen.Samples.Tests.Digits;

/// <summary>Drawn digits are pictures of the right size and shades, the same for a seed, and different otherwise.</summary>
public class HandwritingTests
{
    [Fact]
    public void The_same_seed_draws_the_same_pictures()
    {
        DigitSet once = DigitSet.Draw(50, seed: 3), again = DigitSet.Draw(50, seed: 3), other = DigitSet.Draw(50, seed: 4);

        Assert.Equal(once.Images, again.Images);
        Assert.Equal(once.Labels, again.Labels);
        Assert.NotEqual(once.Images, other.Images);
    }

    [Fact]
    public void Each_digit_is_drawn_equally_often_and_never_twice_the_same()
    {
        DigitSet digits = DigitSet.Draw(200, seed: 1);

        Assert.All(digits.Labels.CountBy(label => label), count => Assert.Equal(20, count.Value));
        Assert.Equal(200, Enumerable.Range(0, 200).Select(index => string.Join(',', digits.Image(index).ToArray())).Distinct().Count());
        Assert.NotEqual(digits.Labels[..10], Enumerable.Range(0, 10)); // shuffled
    }

    [Fact]
    public void Ink_is_a_line_on_a_ground_that_is_nearly_empty()
    {
        DigitSet digits = DigitSet.Draw(500, seed: 2);

        Assert.All(digits.Images, shade => Assert.InRange(shade, 0, 1));
        for (int i = 0; i < digits.Count; i++)
        {
            float[] shades = digits.Image(i).ToArray();
            Assert.InRange(shades.Count(shade => shade > 0.5f), 12, 260);
            Assert.InRange(shades.Count(shade => shade < 0.15f), 450, 784);
        }
    }
}
