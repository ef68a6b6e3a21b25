using System.Diagnostics;

namespace MlpGen.Onnx.Tests;

/// <summary>Damaged files: a network, or an <see cref="OnnxException"/>; nothing else, and at once.</summary>
public sealed class MutationTests
{
    [Fact]
    public void Twenty_thousand_damaged_files_are_read_or_refused()
    {
        byte[][] models =
        [
            Bytes(RandomNetwork.Of(Activation.Gelu, Precision.Single, 1)),
            Bytes(RandomNetwork.Of(Activation.Softmax, Precision.Double, 2)),
            .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures"), "*.onnx").Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(bytes => bytes.Length < 4000),
        ];
        var random = new Random(12345);
        var clock = Stopwatch.StartNew();
        TimeSpan slowest = default;
        int read = 0, refused = 0;
        for (int k = 0; k < 20_000; k++)
        {
            byte[] mutant = Mutate(models[k % models.Length], models[random.Next(models.Length)], random);
            TimeSpan begin = clock.Elapsed;
            try
            {
                using var stream = new MemoryStream(mutant);
                DenseNetwork network = OnnxFile.Read(stream);
                Assert.All(network.Parameters.ToArray(), number => Assert.True(double.IsFinite(number)));
                network.Forward(new double[network.InputSize]);
                read++;
            }
            catch (OnnxException refusal)
            {
                Assert.NotEmpty(refusal.Message);
                refused++;
            }

            slowest = clock.Elapsed - begin is var taken && taken > slowest ? taken : slowest;
        }

        Assert.True(read > 500 && refused > 5000, $"{read} read, {refused} refused");
        Assert.True(slowest < TimeSpan.FromSeconds(10), $"{slowest}");
    }

    private static byte[] Mutate(byte[] model, byte[] other, Random random)
    {
        var bytes = new List<byte>(model);
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            int at = random.Next(bytes.Count), length = Math.Min(random.Next(1, 12), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, other.Skip(random.Next(other.Length)).Take(length));
                    break;
                case 4:
                    bytes[at] = random.Next(3) switch { 0 => 0, 1 => 0xFF, _ => 0x7F };
                    break;
                case 5 when random.Next(4) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    // A name becomes another's: wrong wires, circles.
                    int from = random.Next(bytes.Count - length + 1);
                    for (int k = 0; k < length; k++)
                    {
                        bytes[at + k] = bytes[from + k];
                    }

                    break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Bytes(DenseNetwork network)
    {
        using var stream = new MemoryStream();
        OnnxFile.Write(network, stream);
        return stream.ToArray();
    }
}
