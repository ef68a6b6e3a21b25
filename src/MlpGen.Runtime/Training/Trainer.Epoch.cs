using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MlpGen.Training;

public sealed partial class Trainer<TNetwork, T>
{
    /// <summary>Trains the rest of the present epoch, validates, and takes note of it.</summary>
    private EpochReport TrainEpoch(TrainingRun<TNetwork, T> run, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        while (_progress.Batch < run.BatchCount)
        {
            cancellation.ThrowIfCancellationRequested();
            TrainBatch(run);
        }

        Span<T> parameters = Network.Parameters;
        if (!ParameterScan.AreFinite<T>(parameters))
        {
            throw Diverged(run, run.BatchCount, run.LastLoss);
        }

        EpochReport report = run.Measure(parameters, new EpochReport
        {
            Epoch = Epoch + 1,
            TrainingLoss = _progress.LossSum / run.TotalWeight,
            LearningRate = Optimizer.LearningRate,
        });
        report = report with
        {
            IsBest = _best.Note(report.Epoch, run.HasValidation ? report.ValidationLoss : report.TrainingLoss, parameters),
            Elapsed = Stopwatch.GetElapsedTime(start),
        };
        _average.Note(report.Epoch, parameters);
        _patience.Note(report);
        _plateau.Note(report);
        _progress = new Progress(report.Epoch, Batch: 0, LossSum: 0, Step);
        _history.Add(report);
        return report;
    }

    /// <summary>One step. Parameters and progress change together, at its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TrainBatch(TrainingRun<TNetwork, T> run)
    {
        (int epoch, int batch, double lossSum, long step) = _progress;
        double loss = run.ComputeGradient(epoch, batch, step, out double weight);
        if (!double.IsFinite(loss))
        {
            throw Diverged(run, batch + 1, loss);
        }

        if (batch == 0)
        {
            _good.Keep(Network.Parameters, Optimizer, _progress);
        }

        if (Options.Schedule is not null || Options.ReduceOnPlateau is not null)
        {
            double factor = Options.Schedule?.Factor(epoch + (double)batch / run.BatchCount) ?? 1;
            Optimizer.LearningRate = _baseLearningRate * factor * _plateau.Factor;
        }

        run.TakeStep();
        _progress = new Progress(epoch, batch + 1, lossSum + loss * weight, step + 1);
    }

    /// <summary>Puts everything back to where weights were good.</summary>
    private TrainingDivergedException Diverged(TrainingRun<TNetwork, T> run, int batch, double loss)
    {
        (string name, double value) = LargestParameter();
        int epoch = Epoch + 1;
        string? inData = DataSetFit.NonFinite(run.Training);

        _good.Restore(Network.Parameters, Optimizer);
        _progress = _good.Progress;
        _history.RemoveRange(Epoch, _history.Count - Epoch);
        _best.ForgetAfter(Epoch);
        _average.ForgetAfter(Epoch);
        return new TrainingDivergedException(
            DivergenceMessage.Of(epoch, batch, loss, name, value, restoredEpoch: Epoch + 1, inData), epoch, batch, loss, name, value);
    }

    /// <summary>Throws if training cannot even begin.</summary>
    private void CheckParameters()
    {
        if (!ParameterScan.AreFinite<T>(Network.Parameters))
        {
            (string name, double value) = LargestParameter();
            throw new TrainingDivergedException(DivergenceMessage.OfBeginning(name, value), Epoch + 1, _progress.Batch + 1, double.NaN, name, value);
        }
    }

    private (string Name, double Value) LargestParameter()
    {
        Span<T> parameters = Network.Parameters;
        int largest = ParameterScan.Largest<T>(parameters);
        return (ParameterNames.Of(largest, TNetwork.Layers), double.CreateTruncating(parameters[largest]));
    }
}
