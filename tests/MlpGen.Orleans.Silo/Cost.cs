using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlpGen.Cluster;
using MlpGen.Optimizers;
using MlpGen.Training;
using Orleans.Hosting;

namespace MlpGen.Orleans.Silo;

/// <summary>What a step over silos costs beside its arithmetic: the table of docs/cluster.md, and a model of it for more silos than there are.</summary>
/// <remarks>Silos are hosts of this process, which talk to each other by TCP on the loopback device, as processes do. A part of a step has one sample, so
/// that there is next to nothing to compute; what is left are serialisation, messages and the sum. Each shard is a request with all
/// parameters and an answer with as many numbers.</remarks>
internal static class Cost
{
    /// <summary>Measures, and prints two tables.</summary>
    /// <param name="picture">The file of a figure (SVG); null for none.</param>
    public static async Task Print(string? picture)
    {
        Console.WriteLine("silos | parameters | step of one process, µs | step over silos, µs | beside it, µs a shard");
        List<CostPoint> points = [];
        foreach (int silos in (int[])[1, 2, 3])
        {
            var hosts = await Start(silos);
            IGrainFactory cluster = hosts[0].Services.GetRequiredService<IGrainFactory>();
            points.AddRange(
            [
                await Measure<Thousand>(cluster, silos, seed => new Thousand(seed), 1000),
                await Measure<TenThousand>(cluster, silos, seed => new TenThousand(seed), 1000),
                await Measure<HundredThousand>(cluster, silos, seed => new HundredThousand(seed), 300),
                await Measure<Million>(cluster, silos, seed => new Million(seed), 60),
            ]);
            foreach (IHost host in Enumerable.Reverse(hosts))
            {
                await host.StopAsync();
                host.Dispose();
            }
        }

        // The line through the sizes that silos other than the first one's process were asked for.
        CostPoint[] far = [.. points.Where(point => point.Silos > 1)];
        double perMessage = far.Where(point => point.Parameters < 20_000).Average(point => point.PerShard);
        double perParameter = far.Where(point => point.Parameters > 500_000).Average(point => (point.PerShard - perMessage) / point.Parameters);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\na shard costs {perMessage:0} µs + {1000 * perParameter:0.00} ns a parameter"));
        double perSample = Work<HundredThousand>(seed => new HundredThousand(seed));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a sample costs {1000 * perSample:0.000} ns a parameter on one processor"));
        var model = new CostModel(perMessage, perParameter, perSample);
        Print(model);
        if (picture is not null)
        {
            CostFigure.Save(picture, points, model);
        }
    }

    /// <summary>Microseconds a parameter and sample, forward and back, on one processor: what is left of large steps beside small ones.</summary>
    private static double Work<TNetwork>(Func<int, TNetwork> create)
        where TNetwork : ITrainableNetwork<TNetwork, float>
    {
        const int Steps = 100, More = 256;
        double least = double.PositiveInfinity;
        for (int repetition = 0; repetition < 3; repetition++)
        {
            least = Math.Min(least, StepOf(More + 1) - StepOf(1));
        }

        return least / (More * TNetwork.ParameterCount);

        double StepOf(int samples)
        {
            Training<TNetwork, float> training = Create(create, samples, shards: 1, Steps);
            var clock = Stopwatch.StartNew();
            training.Fit();
            return clock.Elapsed.TotalMicroseconds / Steps;
        }
    }

    private static void Print(CostModel model)
    {
        Console.WriteLine("\nparameters | samples a step | one processor, ms | speed-up by 3 silos | 10 | 100 | 1,000 | best number | its speed-up");
        foreach (double parameters in CostModel.Sizes)
        {
            foreach (double samples in (double[])[64, 1024, 16384])
            {
                double Speedup(double silos) => model.Speedup(parameters, samples, silos);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{parameters:N0} | {samples:N0} | {model.Work(parameters, samples) / 1000:0.###} | {Speedup(3):0.00} | {Speedup(10):0.00} | {Speedup(100):0.00} | {Speedup(1000):0.00} | {model.BestNumber(parameters, samples):0} | {model.BestSpeedup(parameters, samples):0.0}"));
            }
        }
    }

    private static async Task<CostPoint> Measure<TNetwork>(IGrainFactory cluster, int silos, Func<int, TNetwork> create, int steps)
        where TNetwork : ITrainableNetwork<TNetwork, float>
    {
        string name = typeof(TNetwork).Name;
        double alone = double.PositiveInfinity, over = double.PositiveInfinity;
        for (int repetition = 0; repetition < 3; repetition++)
        {
            Training<TNetwork, float> training = Create(create, silos, silos, steps);
            var clock = Stopwatch.StartNew();
            training.Fit();
            alone = Math.Min(alone, clock.Elapsed.TotalMicroseconds / steps);

            var trainer = new ClusterTrainer<TNetwork, float>(
                cluster, create(0), $"{name} {silos} {repetition}",
                new TrainingJob(name) { Settings = new Settings { { "silos", silos }, { "steps", steps } } })
            { AskEvery = TimeSpan.FromMilliseconds(2) };
            clock.Restart();
            await trainer.FitAsync();
            over = Math.Min(over, clock.Elapsed.TotalMicroseconds / steps);
        }

        var point = new CostPoint(silos, TNetwork.ParameterCount, over - alone);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{silos} | {TNetwork.ParameterCount:N0} | {alone:0} | {over:0} | {point.PerShard:0}"));
        return point;
    }

    private static Training<TNetwork, float> Create<TNetwork>(Func<int, TNetwork> create, int samples, int shards, int steps)
        where TNetwork : ITrainableNetwork<TNetwork, float> => new()
        {
            Network = create(1),
            Optimizer = new Sgd<float>(1e-6),
            Options = new TrainerOptions { BatchSize = samples, Shards = shards, Epochs = steps, Shuffle = false },
            Data = new DataSet<float>(new float[samples * TNetwork.InputSize], new float[samples * TNetwork.OutputSize], samples),
        };

    private static async Task<List<IHost>> Start(int silos)
    {
        List<IHost> hosts = [];
        for (int k = 0; k < silos; k++)
        {
            var builder = Host.CreateApplicationBuilder();
            builder.Logging.SetMinimumLevel(LogLevel.Error);
            int port = 12_000 + 100 * silos + 2 * k;
            builder.UseOrleans(silo => silo
                .UseLocalhostClustering(port, port + 1, new IPEndPoint(IPAddress.Loopback, 12_000 + 100 * silos))
                .AddMemoryGrainStorageAsDefault()
                .AddMlpGen(AddTo));
            hosts.Add(builder.Build());
            await hosts[k].StartAsync();
        }

        return hosts;
    }

    private static void AddTo(ClusterBuilder cluster)
    {
        Add(seed => new Thousand(seed));
        Add(seed => new TenThousand(seed));
        Add(seed => new HundredThousand(seed));
        Add(seed => new Million(seed));

        void Add<TNetwork>(Func<int, TNetwork> create)
            where TNetwork : ITrainableNetwork<TNetwork, float> => cluster.AddTraining<TNetwork, float>(
                typeof(TNetwork).Name, run => Create(create, run.Settings.Whole("silos"), run.Settings.Whole("silos"), run.Settings.Whole("steps")));
    }
}
