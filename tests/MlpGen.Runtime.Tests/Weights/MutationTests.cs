using MlpGen.Tests.Networks;
using MlpGen.Weights;
using static MlpGen.Tests.Networks.WeightsNetworks;

namespace MlpGen.Tests.Weights;

/// <summary>Twenty thousand damaged files: each loads whole or is refused whole, and takes no more memory than its size explains.</summary>
public class MutationTests
{
    private const int Files = 20_000;

    /// <summary>What a load may allocate for a file of less than a kilobyte, the exception and its message included. Refusing
    /// <c>\u0000</c> × 100 takes a few kilobytes of message; nothing takes megabytes.</summary>
    private const long MostBytes = 100_000;

    [Fact]
    public void Of_safetensors()
    {
        using var saved = new MemoryStream();
        Safetensors.Save(new Small(SafetensorsBytes.SmallParameters), saved);
        Run([SafetensorsBytes.Small, saved.ToArray()], static (net, file) => Safetensors.Load(net, file));
    }

    [Fact]
    public void Of_json()
    {
        using var saved = new MemoryStream();
        WeightsJson.Save(new Small(SafetensorsBytes.SmallParameters), saved, [1, 0, -1]);
        Run([saved.ToArray()], static (net, file) => WeightsJson.Load(net, file));
    }

    /// <summary>Loads mutations of the seeds; fails on any exception but a <see cref="WeightsException"/>, and on a network half loaded.</summary>
    private static void Run(byte[][] seeds, Action<Small, byte[]> load)
    {
        var random = new Random(20_000);
        float[] untouched = [.. new Small(seed: 1).Parameters];
        int refused = 0;
        long mostBytes = 0;
        for (int k = 0; k < Files; k++)
        {
            byte[] file = Mutate([.. seeds[k % seeds.Length]], random);
            var net = new Small(seed: 1);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                load(net, file);
                Assert.All(net.Parameters.ToArray(), number => Assert.True(float.IsFinite(number)));
            }
            catch (WeightsException)
            {
                refused++;
                Assert.Equal(untouched, net.Parameters.ToArray());
            }

            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            mostBytes = k < 100 ? 0 : Math.Max(mostBytes, bytes); // the first pay for what is made once
        }

        Assert.InRange(refused, Files / 2, Files - 1); // some only changed a number
        Assert.InRange(mostBytes, 1, MostBytes);
    }

    private static byte[] Mutate(byte[] file, Random random)
    {
        var bytes = new List<byte>(file);
        for (int edits = random.Next(1, 4); edits > 0 && bytes.Count > 0; edits--)
        {
            int place = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 12), bytes.Count - place);
            switch (random.Next(7))
            {
                case 0:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(place, length);
                    break;
                case 3:
                    bytes.InsertRange(place, bytes.GetRange(random.Next(bytes.Count - length + 1), length));
                    break;
                case 4:
                    bytes.RemoveRange(place, bytes.Count - place);
                    break;
                case 5:
                    bytes.InsertRange(place, "[{\"0123456789-.eE,:}]\\u"u8[random.Next(12)..][..length].ToArray());
                    break;
                default:
                    // A digit becomes another, which keeps the JSON whole.
                    int digit = bytes.FindIndex(place, value => value is >= (byte)'0' and <= (byte)'9');
                    if (digit >= 0)
                    {
                        bytes[digit] = (byte)('0' + random.Next(10));
                    }

                    break;
            }
        }

        return [.. bytes];
    }
}
